// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/certificatecard.h"

#include "ui/viewmodels/certificatetexts.h"

namespace coffret {

CertificateCard::CertificateCard(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) {}

CertificateCard::~CertificateCard() = default;

void CertificateCard::inspect(SecretBuffer text, SecretBuffer keyText, SecretBuffer passphrase)
{
    ++m_generation;
    // Shared, because a job has to be copyable.
    m_next = std::make_shared<const Fields>(Fields{std::move(text), std::move(keyText), std::move(passphrase)});
    if (!m_looking)
        look();
}

/// One after the other; what was replaced before its turn came is not looked at.
void CertificateCard::look()
{
    const auto fields = std::exchange(m_next, {});
    if (!fields)
        return;
    m_looking = true;
    const quint64 generation = m_generation;
    std::function<CertificateInspection()> job = [fields] {
        return inspectCertificates(fields->text, fields->keyText, fields->passphrase);
    };
    QCoro::connect(m_workers.run<CertificateInspection>(std::move(job)), this,
                   [this, generation](CertificateInspection inspection) {
                       m_looking = false;
                       if (generation == m_generation)
                           show(std::move(inspection));
                       look();
                   });
}

void CertificateCard::show(CertificateInspection inspection)
{
    m_inspection = std::move(inspection);
    m_allNames = false;
    const QDateTime now = m_clock.now();
    m_findings.setChoices(certificateFindings(m_inspection, now));
    m_chain.setChoices(chainRows(m_inspection, now));
    Q_EMIT changed();
}

void CertificateCard::clear()
{
    ++m_generation;
    m_next.reset();
    if (isShown() || m_inspection.fault != X509Fault::None)
        show({});
}

QString CertificateCard::title() const
{
    return isShown() ? leaf()->shortName() : QString();
}

QString CertificateCard::subject() const
{
    return isShown() ? leaf()->subject : QString();
}

QString CertificateCard::issuer() const
{
    return isShown() ? leaf()->issuer : QString();
}

QStringList CertificateCard::names() const
{
    QStringList names;
    for (std::size_t i = 0; isShown() && i < leaf()->names.size() && (m_allNames || i < FewNames); ++i)
        names.append(leaf()->names[i].text);
    return names;
}

int CertificateCard::hiddenNames() const
{
    return isShown() ? static_cast<int>(leaf()->names.size()) - static_cast<int>(names().size()) : 0;
}

void CertificateCard::showAllNames()
{
    m_allNames = true;
    Q_EMIT changed();
}

QString CertificateCard::begins() const
{
    return isShown() ? certificateDay(leaf()->notBefore) : QString();
}

QString CertificateCard::ends() const
{
    return isShown() ? certificateDay(leaf()->notAfter) : QString();
}

QString CertificateCard::validity() const
{
    return isShown() ? validityText(*leaf(), m_clock.now()) : QString();
}

QString CertificateCard::mood() const
{
    return isShown() ? validityMood(validityOf(*leaf(), m_clock.now())) : QString();
}

double CertificateCard::elapsed() const
{
    return isShown() ? elapsedOf(*leaf(), m_clock.now()) : 0;
}

QString CertificateCard::keyText() const
{
    return isShown() ? certificateKeyText(*leaf()) : QString();
}

QString CertificateCard::signature() const
{
    return isShown() ? leaf()->signature : QString();
}

QString CertificateCard::serial() const
{
    return isShown() ? leaf()->serial : QString();
}

QString CertificateCard::sha256() const
{
    return isShown() ? pairedFingerprint(leaf()->sha256) : QString();
}

QString CertificateCard::sha1() const
{
    return isShown() ? pairedFingerprint(leaf()->sha1) : QString();
}

QString CertificateCard::faultText() const
{
    return describe(m_inspection.fault).text;
}

QString CertificateCard::faultHint() const
{
    return describe(m_inspection.fault).hint;
}

} // namespace coffret
