// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "core/toolbox/dotenvwriter.h"

#include <QPointer>

namespace coffret {

// What an environment holds, for other programs: as a text for the clipboard, or as a file nobody else can open. Main
// thread. AgainstRules where the administrator does not allow copying, Unsupported without environments.

/// Values of one environment as text, and what is not in it.
struct EnvironmentText
{
    SecretBuffer text;
    int written = 0;
    QStringList withoutValue;
    QStringList unwritable; ///< the format has no way to write the name or the value
    QStringList unreadable; ///< the message that the value is could not be opened
    QStringList unvouched;  ///< nobody vouches for the value: whoever wants it opens the secret, and is asked there
};

/// names empty: everything. Where nothing is left to write, there is no text, and what is not in it says why.
Task<Expected<EnvironmentText>> environmentText(QPointer<Session> session, QString environmentId, QStringList names,
                                                SecretsFormat format, StopToken stop);

/// For an OpenPGP message that holds a .env file.
struct SealedExport
{
    QString environmentId;
    QStringList names;      ///< empty: everything
    QString ownKey;         ///< fingerprint of the user's key: signs, and can open it
    QStringList recipients; ///< fingerprints of others who can; keys have to be in the private keyring
    QString path;           ///< replaced as a whole, 0600
};

/// The text in the clear is in guarded memory only, and gone when this returns. KeyUnusable names a recipient;
/// StorageFault the path. text is empty in the answer; where nothing is written, there is no file.
Task<Expected<EnvironmentText>> exportSealed(QPointer<Session> session, OpenPgp &openPgp,
                                             std::shared_ptr<const SealedExport> wanted, StopToken stop);

} // namespace coffret
