// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/openpgp/people.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QThread>

namespace coffret::test {

namespace {

const QDateTime Then(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC);

QString createPerson(GpgHome &home, const char *userId, KeyKind kind = KeyKind::Curve25519, QDateTime expires = {})
{
    KeyRequest request;
    request.userId = QString::fromLatin1(userId);
    request.kind = kind;
    request.created = Then; // so that messages can be written at a time when Erin's key was still good
    request.expires = std::move(expires);
    return home.createKey(request);
}

} // namespace

People::People()
    : ada(createPerson(user, "Ada Lovelace <ada@example.org>"))
    , betty(createPerson(others, "Betty Holberton <betty@example.org>"))
    , carol(createPerson(others, "Carol Shaw <carol@example.org>"))
    , dora(createPerson(others, "Dora Metcalf <dora@example.org>", KeyKind::Curve25519WithSigningSubkey))
    , erin(createPerson(others, "Erin Spice <erin@example.org>", KeyKind::Curve25519, Then.addDays(30)))
    , fay(createPerson(others, "Fay Ajzenberg <fay@example.org>"))
    , rita(createPerson(others, "Rita Levi <rita@example.org>"))
    , mallory(createPerson(others, "Mallory Archer <mallory@example.org>"))
{
    others.importKey(user.publicKey(ada));
    // Not compressed, so that nothing but the signer is unusual about these messages.
    const QStringList plain{QStringLiteral("--compress-algo"), QStringLiteral("none")};
    const QStringList earlier =
        plain + QStringList{QStringLiteral("--faked-system-time"), QStringLiteral("20200110T000000!")};
    messageFromErin = toAda(MessageText, {erin}, earlier);
    others.gpg(earlier + QStringList{QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"),
                                     QStringLiteral("--passphrase"), QString(), QStringLiteral("--quick-add-key"), fay,
                                     QStringLiteral("ed25519"), QStringLiteral("sign"), QStringLiteral("2020-01-31")});
    messageFromFay = toAda(MessageText, {fay}, earlier);
    messageFromRita = toAda(MessageText, {rita}, plain);
    others.revokeKey(rita);
}

QByteArray People::toAda(const QByteArray &plaintext, const QStringList &signers, const QStringList &extra) const
{
    return others.seal(plaintext, {ada}, signers, extra);
}

QList<QByteArray> People::knownKeys() const
{
    QList<QByteArray> keys;
    for (const QString &fingerprint : {betty, carol, dora, erin, fay, rita})
        keys += others.publicKey(fingerprint);
    return keys;
}

EngineInHome::~EngineInHome()
{
    engine.reset();
    // A gpg that was given up writes into its home until it notices.
    QDeadlineTimer deadline(5000);
    while (!QDir(home.path()).removeRecursively() && !deadline.hasExpired())
        QThread::yieldCurrentThread();
}

std::unique_ptr<EngineInHome> makeEngine(const GpgHome &user, std::function<SecretBuffer(const QString &)> passphrase)
{
    auto place = std::make_unique<EngineInHome>();
    GpgmeEngine::Options options;
    options.privateHome = place->home.path();
    options.userHome = user.path();
    if (passphrase) {
        options.passphraseSource = PassphraseSource::Loopback;
        options.passphrase = std::move(passphrase);
    }
    auto engine = GpgmeEngine::create(std::move(options));
    if (!engine)
        qFatal("no engine: %s", qPrintable(engine.error().detail));
    place->engine = std::move(*engine);
    return place;
}

} // namespace coffret::test
