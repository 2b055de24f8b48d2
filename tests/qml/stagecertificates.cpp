// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/qml/stage.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>

namespace coffret::test {

void Stage::forgeChain()
{
    if (!m_chain.empty())
        return;
    const auto wishFor = [this](const QByteArray &name, int daysLeft, bool isAuthority) {
        const auto timeIn = [this](int days) {
            return m_bench.clock.now().addDays(days).toString(QStringLiteral("yyyyMMddHHmmss")).toLatin1() + 'Z';
        };
        CertificateWish wish;
        wish.subject = {{"CN", name}};
        wish.isAuthority = isAuthority;
        wish.notBefore = timeIn(-100);
        wish.notAfter = timeIn(daysLeft);
        return wish;
    };
    const ForgedCertificate root = forge(wishFor("Root", 900, true));
    const ForgedCertificate middle = forge(wishFor("Middle", 900, true), forgeKey(), &root);
    CertificateWish wish = wishFor("leaf.example", 12, false);
    for (int i = 0; i < 20; ++i)
        wish.rawDnsNames.append("host" + QByteArray::number(i) + ".example");
    m_chain = {forge(wish, forgeKey(), &middle), middle, root};
}

void Stage::copyChain()
{
    forgeChain();
    const QByteArray mixed = m_chain[2].pem() + m_chain[0].pem() + m_chain[1].pem();
    QGuiApplication::clipboard()->setText(QString::fromLatin1(mixed));
}

QString Stage::writePkcs12()
{
    forgeChain();
    const QByteArray bytes = pkcs12Of(m_chain[0], {m_chain[1], m_chain[2]}, "word");
    QFile file(m_bench.folder.filePath(QStringLiteral("all.p12")));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

void Stage::holdCertificate(const QString &id)
{
    forgeChain();
    fakes::FakeServer &server = *m_bench.servers.at(id);
    for (SecretSummary &secret : server.secrets) {
        if (secret.id == certificateSecret())
            secret.type = SecretType::Certificate;
    }
    server.setValues(certificateSecret(),
                     {{FieldKind::Certificate, fieldKey(FieldKind::Certificate), m_chain[0].pem(), true},
                      {FieldKind::PrivateKey, fieldKey(FieldKind::PrivateKey), keyPem(m_chain[0].key), true}});
}

} // namespace coffret::test
