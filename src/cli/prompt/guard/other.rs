//! Where a terminal has no modes of that kind, and its input cannot be looked at.

pub fn save() {}

pub fn set_quiet() {}

pub fn restore_original() {}

pub fn wake_prompt() {}

pub fn discard() -> super::PendingInput {
    super::PendingInput::None
}

pub fn behind_key(_: std::time::Duration) -> super::BehindKey {
    super::BehindKey::Key
}

pub fn take_paste() -> super::BehindKey {
    super::BehindKey::Burst(String::new())
}

pub fn arrival() -> super::Arrival {
    super::Arrival::Key
}

pub fn stop() {}

pub fn waits(_: u64) -> bool {
    false
}

pub fn end_idle_reads(_: super::Switch) -> bool {
    false
}
