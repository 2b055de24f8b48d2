// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffret {

/// What gpg does in homes of Coffret's own, whatever the user's configuration says. no-autostart: an agent started for
/// such a home would follow its redirection and take the user's socket over. AES256 and no AEAD: what every client of
/// the vaults can read.
inline constexpr char GpgConfiguration[] = R"(# Written by Coffret at every start; changes are lost.
no-autostart
no-auto-key-retrieve
no-auto-key-locate
disable-dirmngr
no-auto-check-trustdb
trust-model direct
skip-hidden-recipients
cipher-algo AES256
compress-algo none
personal-digest-preferences SHA512 SHA384 SHA256
no-emit-version
no-comments
)";

} // namespace coffret
