// SPDX-License-Identifier: GPL-3.0-or-later
// The certificate of the secret that is shown.
#include "core/store/settings.h"
#include "ui/viewmodels/detailviewmodel.h"

#include <algorithm>

namespace coffret {

/// Of the field that holds it. Where one field holds everything, that is the private key's.
QString DetailViewModel::certificateKey() const
{
    const std::vector<FieldOutline> fields = m_fields.fields();
    const auto ofKind = [&fields](FieldKind kind) {
        return std::find_if(fields.begin(), fields.end(),
                            [kind](const FieldOutline &field) { return field.kind == kind; });
    };
    auto found = ofKind(FieldKind::Certificate);
    if (found == fields.end() && shownType() == SecretType::Certificate)
        found = ofKind(FieldKind::PrivateKey);
    return found == fields.end() ? QString() : found->key;
}

bool DetailViewModel::hasHiddenCertificate() const
{
    const FieldOutline *field = m_fields.field(certificateKey());
    return field && field->isProtected;
}

/// What lies in the open anyway needs no asking.
void DetailViewModel::followCertificate()
{
    m_cardTime.stop();
    m_certificate.clear();
    const FieldOutline *field = m_fields.field(certificateKey());
    if (field && !field->isProtected && !field->plainValue.isEmpty())
        m_certificate.inspect(SecretBuffer::copyOf(field->plainValue.toStdString()));
}

void DetailViewModel::inspectCertificate()
{
    const QString key = certificateKey();
    if (!hasHiddenCertificate() || m_fields.isBusy(key) || refuse(revealHint()))
        return;
    m_inspected = key;
    fetch(key, {key, Session::Use::Show});
}

/// True when the value was fetched for the card alone.
bool DetailViewModel::takeCertificate(const Session::Revealed &revealed)
{
    if (revealed.field.key != certificateKey())
        return false;
    m_certificate.inspect(revealed.value.clone());
    if (std::exchange(m_inspected, {}) != revealed.field.key)
        return false;
    m_cardTime.start(std::chrono::seconds(m_settings.preferences().revealSeconds));
    return true;
}

void DetailViewModel::endCardTime()
{
    if (!m_fields.isRevealed(certificateKey())) // else the card goes with that
        followCertificate();
}

void DetailViewModel::copyFingerprint(const QString &fingerprint)
{
    if (!fingerprint.isEmpty() && (fingerprint == m_certificate.sha256() || fingerprint == m_certificate.sha1()))
        putOnClipboard({FieldKind::Fingerprint, {}, {}, false, {}}, SecretBuffer::copyOf(fingerprint.toStdString()));
}

} // namespace coffret
