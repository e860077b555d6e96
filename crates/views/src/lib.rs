//! The views: what was read and woven, as text and as exchange form.
