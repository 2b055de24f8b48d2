// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QPointer>

namespace coffret {

// Secrets on their way into a file of another program, or into an encrypted one of ours. Main thread.

enum class ExportFormat : quint8 {
    Sealed, ///< Coffret's own, inside an OpenPGP message
    Kdbx,   ///< a KeePass database, with a password
    Csv,    ///< a table that everybody can read who has the file
};

/// Why a session's secrets cannot be exported so; nothing when they can. AgainstRules, or Unsupported where the program
/// that makes such files is not installed.
[[nodiscard]] std::optional<ErrorKind> exportObstacle(const Session &session, ExportFormat format);

struct VaultExport
{
    ExportFormat format = ExportFormat::Sealed;
    QString collectionId;  ///< with everything below; empty: the whole account
    QStringList secretIds; ///< where there are any, just these
    QString path;          ///< appears as a whole, 0600
    bool mayReplace = false;
    QString name;           ///< of a database
    QString ownKey;         ///< Sealed: fingerprint of the user's key: signs, and can open it
    QStringList recipients; ///< Sealed: of others who can; keys have to be in the private keyring
    SecretBuffer password;  ///< Kdbx
};

struct ExportReport
{
    int written = 0;
    std::vector<JobReport::Failure> left; ///< secrets that are not in the file, and why; see below
    QStringList incomplete;               ///< names of those of which the format could not hold a value
    int guardedCells = 0;                 ///< Csv: see CsvWriter
};

/// How many secrets it would be.
[[nodiscard]] int exportCount(const Session &session, const VaultExport &wanted);

/// Opens one secret after the other, checking nothing out, and writes the file at the end; where nothing is left to
/// write there is no file. Left out are secrets that would have to be checked out or approved first (ApprovalNeeded),
/// those that nobody vouches for (NotVouched: whoever wants one opens it, and is asked there), those of types that are
/// not known (Unsupported), and those that fail. Errors: AgainstRules, TooLarge where nothing could read the file, what
/// every other secret would meet too, and what writing the file fails with. Cancelled, and no file, when stopped.
Task<Expected<ExportReport>> exportSecrets(QPointer<Session> session, OpenPgp &openPgp, WorkerPool &workers,
                                           const Clock &clock, std::shared_ptr<const VaultExport> wanted,
                                           Progress progress, StopToken stop);

} // namespace coffret
