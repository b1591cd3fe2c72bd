//! Values taken from an extract.
