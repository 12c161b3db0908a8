//! The file: SQLite behind typed methods, journal, migrations and backups.
