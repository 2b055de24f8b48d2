// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/valuejudgement.h"

#include "core/health/breachservice.h"
#include "core/toolbox/passwordstrength.h"
#include "core/x509/certificatechain.h"
#include "core/x509/certificatetext.h"

#include <QUrl>

#include <algorithm>

namespace coffret {

namespace {

bool isThoughtUp(SecretType type, FieldKind kind)
{
    const bool isPassword = kind == FieldKind::Password || kind == FieldKind::Passphrase;
    return isPassword && type != SecretType::ApiKey && type != SecretType::Note;
}

bool isCompared(SecretType type, FieldKind kind)
{
    return isThoughtUp(type, kind) || kind == FieldKind::Token ||
           (type == SecretType::ApiKey && kind == FieldKind::Password);
}

/// One field may hold a private key and its certificates.
bool mayHoldCertificate(SecretType type, FieldKind kind)
{
    return kind == FieldKind::Certificate || (type == SecretType::Certificate && kind == FieldKind::PrivateKey);
}

/// Until when the certificate is valid that the chain in a text is for. Nothing where there is none.
std::optional<QDateTime> certificateEnd(std::string_view text)
{
    const X509Result<std::vector<Certificate>> certificates = readCertificates(text);
    if (!certificates)
        return std::nullopt;
    const QDateTime &end = (*certificates)[chainOf(*certificates).order.front()].notAfter;
    return end.isValid() ? std::optional(end) : std::nullopt;
}

/// What whoever guesses knows beside the password.
QStringList knownWords(const SecretSummary &summary)
{
    QStringList words{summary.name, summary.username};
    for (const QString &uri : summary.uris)
        words.append(QUrl(uri).host());
    return words;
}

} // namespace

std::optional<int> ValueJudgement::worstScore() const
{
    std::optional<int> worst;
    for (const Value &value : values) {
        if (value.score)
            worst = std::min(worst.value_or(*value.score), *value.score);
    }
    return worst;
}

ValueJudgement judgeValues(const OpenedPayload &payload, const SecretSummary &summary, const KeyedDigest &digests,
                           bool forBreaches)
{
    ValueJudgement judgement;
    judgement.type = payload.type;
    judgement.verdict = payload.verdict;
    for (const OpenedPayload::Field &opened : payload.fields) {
        const SecretField &field = opened.field;
        if (opened.error && !judgement.unopened)
            judgement.unopened = opened.error;
        if (opened.error || field.value.isEmpty())
            continue;
        if (mayHoldCertificate(payload.type, field.kind) && !judgement.validUntil)
            judgement.validUntil = certificateEnd(field.value.view());
        if (!isCompared(payload.type, field.kind))
            continue;
        ValueJudgement::Value value;
        value.digest = digests.of(field.value.view());
        if (isThoughtUp(payload.type, field.kind)) {
            value.score = PasswordStrength::of(field.value, knownWords(summary)).score;
            if (forBreaches)
                value.sha1 = sha1Digits(field.value);
        }
        judgement.values.push_back(std::move(value));
    }
    return judgement;
}

} // namespace coffret
