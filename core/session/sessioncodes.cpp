// SPDX-License-Identifier: GPL-3.0-or-later
// One-time codes: the seed stays here, and what leaves is the code of the moment.
#include "core/session/session.h"

namespace coffret {

namespace {

FieldOutline outlineOf(const SecretField &field)
{
    return {field.kind, field.key, field.label, field.isProtected, {}};
}

Expected<Session::Revealed> codeNow(const OneTimeCode &code, const Verdict &verdict, const FieldOutline &field,
                                    const QDateTime &now)
{
    Expected<SecretBuffer> digits = code.at(now);
    if (!digits)
        return failure(digits);
    return Session::Revealed{std::move(*digits), verdict, field, code.turnAfter(now), code.period()};
}

} // namespace

Expected<Session::Revealed> Session::handOut(const QString &secretId, const OpenedPayload::Field &opened, Use use)
{
    if (opened.error)
        return tl::unexpected(*opened.error);
    const SecretField &field = opened.field;
    if (field.kind != FieldKind::Totp)
        return Revealed{field.value.clone(), opened.verdict, outlineOf(field), {}, {}};
    Expected<OneTimeCode> code = OneTimeCode::from(field.value);
    if (!code)
        return failure(code);
    Expected<Revealed> now = codeNow(*code, opened.verdict, outlineOf(field), m_clock.now());
    const Catalog::Row row = m_catalog->rowOf(secretId);
    if (now && use == Use::Show && row != Catalog::NoRow)
        m_shownCode.emplace(
            ShownCode{secretId, m_catalog->modifiedMs(row), now->field, now->verdict, std::move(*code), {}});
    return now;
}

bool Session::isShownCode(const QString &secretId, const QString &fieldKey) const
{
    return m_shownCode && m_shownCode->secretId == secretId && m_shownCode->field.key == fieldKey;
}

Expected<Session::Revealed> Session::shownCode() const
{
    if (!m_shownCode)
        return failure(ErrorKind::NotFound, QStringLiteral("no one-time code is shown"));
    Expected<Revealed> now = codeNow(m_shownCode->code, m_shownCode->verdict, m_shownCode->field, m_clock.now());
    if (now)
        now->asOf = m_shownCode->asOf;
    return now;
}

} // namespace coffret
