// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/x509/inspection.h"
#include "ui/models/choicelistmodel.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

// Words for what is found in certificates. A finding's key is its mood.

struct Mood
{
    static inline const QString Good = QStringLiteral("good");
    static inline const QString Note = QStringLiteral("note");
    static inline const QString Warning = QStringLiteral("warning");
    static inline const QString Bad = QStringLiteral("bad");
};

[[nodiscard]] UserMessage describe(X509Fault fault); ///< empty for None and Empty
/// About the chain, the key and what else is worth a look, worst first.
[[nodiscard]] std::vector<Choice> certificateFindings(const CertificateInspection &inspection, const QDateTime &now);
/// One row for each certificate of the chain, then those that belong to none. key: "good" or "bad".
[[nodiscard]] std::vector<Choice> chainRows(const CertificateInspection &inspection, const QDateTime &now);

/// "Valid until 3 Mar 2027", "Expires in 12 days", "Expired on 3 Mar 2024".
[[nodiscard]] QString validityText(const Certificate &certificate, const QDateTime &now);
[[nodiscard]] QString validityMood(Validity validity); ///< as a finding's key
[[nodiscard]] QString moodSymbol(const QString &mood);
[[nodiscard]] QString certificateDay(const QDateTime &time);              ///< "3 Mar 2027", local; a dash for no time
[[nodiscard]] QString certificateKeyText(const Certificate &certificate); ///< "RSA, 2048 bits", "EC, P-256"
/// In pairs, as people compare them: AB:CD:EF.
[[nodiscard]] QString pairedFingerprint(const QString &hex);

} // namespace coffret
