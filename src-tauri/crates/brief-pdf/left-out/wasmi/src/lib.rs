//! No plug-in can be loaded: [`Module::new`] refuses every one, and nothing behind it has a value.

use std::fmt;
use std::marker::PhantomData;

/// What has no value, so that whatever holds it is never reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Never {}

/// Why nothing runs.
#[derive(Debug)]
pub struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this program runs no plug-ins")
    }
}

/// How a machine would be set up.
#[derive(Debug, Default)]
pub struct Config;

impl Config {
    /// Whether instructions may differ between processors.
    pub fn wasm_relaxed_simd(&mut self, _enable: bool) -> &mut Self {
        self
    }
}

/// What would compile a plug-in.
#[derive(Debug)]
pub struct Engine;

impl Engine {
    /// An engine that compiles nothing.
    pub fn new(_config: &Config) -> Self {
        Engine
    }
}

/// A compiled plug-in.
#[derive(Debug)]
pub struct Module(Never);

impl Module {
    /// Refuses whatever it is given.
    pub fn new(_engine: &Engine, _bytes: &[u8]) -> Result<Self, Error> {
        Err(Error)
    }

    /// What it exports under a name.
    pub fn get_export(&self, _name: &str) -> Option<ExternType> {
        match self.0 {}
    }

    /// All that it exports.
    pub fn exports(&self) -> std::slice::Iter<'_, ExportType> {
        match self.0 {}
    }
}

/// An export with its name.
#[derive(Debug)]
pub struct ExportType(Never);

impl ExportType {
    /// Its kind.
    pub fn ty(&self) -> &ExternType {
        match self.0 {}
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self.0 {}
    }
}

/// The kinds of exports.
#[derive(Debug)]
pub enum ExternType {
    /// A function.
    Func(FuncType),
    /// A memory.
    Memory(Memory),
}

/// What a plug-in may call.
#[derive(Debug)]
pub struct Linker<T>(Engine, PhantomData<fn() -> T>);

impl<T> Linker<T> {
    /// Offers nothing yet.
    pub fn new(_engine: &Engine) -> Self {
        Linker(Engine, PhantomData)
    }

    /// Offers a function.
    pub fn func_wrap<F>(&mut self, _module: &str, _name: &str, _function: F) -> Result<&mut Self, Error> {
        Ok(self)
    }

    /// The engine behind it.
    pub fn engine(&self) -> &Engine {
        &self.0
    }

    /// Starts a plug-in.
    pub fn instantiate_and_start(&self, _store: &mut Store<T>, module: &Module) -> Result<Instance, Error> {
        match module.0 {}
    }
}

/// What the plug-ins of one run share.
#[derive(Debug)]
pub struct Store<T>(T);

impl<T> Store<T> {
    /// Holds the data of the host.
    pub fn new(_engine: &Engine, data: T) -> Self {
        Store(data)
    }

    /// The data of the host.
    pub fn data_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

/// A running plug-in.
#[derive(Debug)]
pub struct Instance(Never);

impl Instance {
    /// What it exports under a name.
    pub fn get_export<S>(&self, _store: &S, _name: &str) -> Option<Extern> {
        match self.0 {}
    }
}

/// Something exported by a running plug-in.
#[derive(Debug)]
pub struct Extern(Never);

impl Extern {
    /// The function it is.
    pub fn into_func(self) -> Option<Func> {
        match self.0 {}
    }

    /// The memory it is.
    pub fn into_memory(self) -> Option<Memory> {
        match self.0 {}
    }
}

/// A function of a plug-in.
#[derive(Debug)]
pub struct Func(Never);

impl Func {
    /// What it takes and gives.
    pub fn ty<S>(&self, _store: &S) -> FuncType {
        match self.0 {}
    }

    /// Calls it.
    pub fn call<S>(&self, _store: &mut S, _given: &[Val], _results: &mut [Val]) -> Result<(), Error> {
        match self.0 {}
    }
}

/// What a function takes and gives.
#[derive(Debug)]
pub struct FuncType(Never);

impl FuncType {
    /// What it takes.
    pub fn params(&self) -> &[ValType] {
        match self.0 {}
    }

    /// What it gives.
    pub fn results(&self) -> &[ValType] {
        match self.0 {}
    }
}

/// The types of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValType {
    /// A whole number of 32 bits.
    I32,
    /// A whole number of 64 bits.
    I64,
}

/// A value.
#[derive(Clone, Debug)]
pub enum Val {
    /// A whole number of 32 bits.
    I32(i32),
    /// A whole number of 64 bits.
    I64(i64),
}

/// The memory of a plug-in.
#[derive(Clone, Copy, Debug)]
pub struct Memory(Never);

impl Memory {
    /// Pages it has.
    pub fn size<S>(&self, _store: &S) -> u64 {
        match self.0 {}
    }

    /// Adds pages.
    pub fn grow<S>(&self, _store: &mut S, _pages: u64) -> Result<u64, Error> {
        match self.0 {}
    }

    /// Its bytes.
    pub fn data<'a, S>(&self, _store: &'a S) -> &'a [u8] {
        match self.0 {}
    }

    /// Its bytes, to be changed.
    pub fn data_mut<'a, S>(&self, _store: &'a mut S) -> &'a mut [u8] {
        match self.0 {}
    }

    /// Copies bytes out of it.
    pub fn read<S>(&self, _store: &S, _offset: usize, _into: &mut [u8]) -> Result<(), Error> {
        match self.0 {}
    }

    /// Copies bytes into it.
    pub fn write<S>(&self, _store: &mut S, _offset: usize, _from: &[u8]) -> Result<(), Error> {
        match self.0 {}
    }
}

/// The plug-in that calls the host.
#[derive(Debug)]
pub struct Caller<T>(Never, PhantomData<fn() -> T>);

impl<T> Caller<T> {
    /// What it exports under a name.
    pub fn get_export(&self, _name: &str) -> Option<Extern> {
        match self.0 {}
    }

    /// The data of the host.
    pub fn data_mut(&mut self) -> &mut T {
        match self.0 {}
    }
}
