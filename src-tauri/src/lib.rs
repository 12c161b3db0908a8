//! The shell: windows and operating system, no rules.
