// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "core/search/listorder.h"
#include "core/search/search.h"
#include "core/search/trait.h"
#include "core/session/session.h"
#include "core/store/account.h"

#include <QDateTime>
#include <QString>

namespace coffret {

// Words and small formats that more than one model needs. All translated here and nowhere else.

[[nodiscard]] QString typeLabel(SecretType type);      ///< "Login"
[[nodiscard]] QString typeGroupLabel(SecretType type); ///< "Logins"
[[nodiscard]] QString typeHint(SecretType type);       ///< what is kept in one; empty for Unknown
[[nodiscard]] QString serviceLabel(Service service);
[[nodiscard]] QString stateLabel(Session::State state);
[[nodiscard]] QString listOrderLabel(ListOrder order); ///< "Name"

/// The label of a field card; a custom field keeps the vendor's label.
[[nodiscard]] QString fieldLabel(FieldKind kind, const QString &ownLabel);
[[nodiscard]] bool isMonospace(FieldKind kind);
[[nodiscard]] bool isMultiline(FieldKind kind);
/// Whether a value ends a line although one of its kind is a single one.
[[nodiscard]] bool endsALine(FieldKind kind, const SecretBuffer &value);

/// Why a row deserves a second look; empty when it does not.
[[nodiscard]] QString attentionText(Markers markers);
[[nodiscard]] bool needsAttention(Markers markers);

[[nodiscard]] QString verdictText(const Verdict &verdict);

/// Why a session's values may not be shown or copied; empty when they may.
[[nodiscard]] QString useHint(const Session *session, Session::Use use);

/// "just now", "2 min ago", "yesterday 18:02", "12 Mar 2024". Both times UTC; shown in local time. Empty for a null
/// time.
[[nodiscard]] QString relativeTime(const QDateTime &time, const QDateTime &now);
/// Whether a secret that ends then (UTC milliseconds, 0: never) has ended, or does within 30 days.
[[nodiscard]] bool isExpired(qint64 expiresMs, const QDateTime &now);
[[nodiscard]] bool isExpiring(qint64 expiresMs, const QDateTime &now);
/// "Expired", "Expires in 3 days"; empty where isExpiring() is false.
[[nodiscard]] QString expiryText(qint64 expiresMs, const QDateTime &now);
// Texts put together, as the language does it. Empty ones are left out.

/// "tags, activity log"
[[nodiscard]] QString enumerated(const QStringList &words);
/// Facts of one line: whose, where, when.
[[nodiscard]] QString besideEachOther(const QStringList &facts);
/// Sentences one after the other.
[[nodiscard]] QString inOneParagraph(const QStringList &sentences);
/// A fingerprint in groups of four.
[[nodiscard]] QString groupedFingerprint(const QString &hex);
/// The apps that somebody wrote down, separated by commas or one on a line; each once.
[[nodiscard]] QStringList listedApps(const QString &text);
/// At most two letters for a badge. Of a host name the first; of a bare address none, and a symbol has to do.
[[nodiscard]] QString initialsOf(const QString &name);

} // namespace coffret
