// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/keydirectory.h"

#include <QTemporaryDir>

namespace coffret {

/// A GnuPG home that is gone with this object, for public keys nobody has decided about yet. It has no agent, and no
/// secret ever enters it. Used on one worker thread.
class ThrowAwayHome
{
public:
    /// Errors: StorageFault.
    [[nodiscard]] static Expected<std::unique_ptr<ThrowAwayHome>> create();

    [[nodiscard]] QString path() const { return m_folder.path(); }

    /// Imports the packets of one public key and returns what is left of it: gpg drops user ids and subkeys that the
    /// primary key did not certify. InvalidInput unless it is one key, KeyUnusable when it is weak, BadSignature when
    /// nothing in it is certified.
    [[nodiscard]] Expected<DirectoryKeyPtr> import(const QByteArray &packets);

private:
    QTemporaryDir m_folder;
};

} // namespace coffret
