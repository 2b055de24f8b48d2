// SPDX-License-Identifier: GPL-3.0-or-later
// One-time codes at sign-in to a real Passbolt. COFFRET_LIVE_PASSBOLT as README.md tells. Betty gets a second factor by
// hand, and Ada, an administrator, takes it away again. An administrator must have allowed them (TOTP).
#include "core/store/memorycredentialstore.h"
#include "tests/integration/passbolt/liveperson.h"

#include <QCoroTask>
#include <QMessageAuthenticationCode>
#include <QUrlQuery>
#include <QtEndian>

using namespace coffret;
using namespace coffret::test;

namespace {

using Provider = SecondFactor::Provider;
using State = Session::State;

/// RFC 4648, without padding.
QByteArray fromBase32(const QByteArray &text)
{
    static const QByteArray alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    QByteArray bytes;
    quint32 bits = 0;
    int count = 0;
    for (const char letter : text) {
        bits = (bits << 5) | static_cast<quint32>(alphabet.indexOf(letter));
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes.append(static_cast<char>(bits >> count));
        }
    }
    return bytes;
}

/// RFC 6238, six digits, periods of 30 seconds, SHA-1.
QByteArray codeAt(const QByteArray &key, qint64 seconds)
{
    const quint64 counter = qToBigEndian(static_cast<quint64>(seconds / 30));
    const QByteArray mac = QMessageAuthenticationCode::hash(
        QByteArray(reinterpret_cast<const char *>(&counter), sizeof counter), key, QCryptographicHash::Sha1);
    const quint32 word = qFromBigEndian<quint32>(mac.constData() + (mac[19] & 15)) & 0x7FFFFFFF;
    return QByteArray::number(word % 1000000).rightJustified(6, '0');
}

} // namespace

class TestPassboltLiveSecondFactor : public QObject
{
    Q_OBJECT

    const QJsonObject m_instances = liveInstances();
    std::unique_ptr<LivePerson> m_ada;
    std::unique_ptr<LivePerson> m_betty;
    QByteArray m_key;

    /// False where the server does not offer it.
    [[nodiscard]] bool enrol()
    {
        const QString path = QStringLiteral("/mfa/setup/totp.json");
        const QString uri = textAt(m_betty->guest.get(path).body, "otpProvisioningUri");
        m_key = fromBase32(QUrlQuery(QUrl(uri)).queryItemValue(QStringLiteral("secret")).toLatin1());
        if (m_key.isEmpty())
            return false;
        for (int attempt = 0; attempt < 2; ++attempt) { // a period may end on the way
            const auto answer = m_betty->guest.post(path, {{QStringLiteral("otpProvisioningUri"), uri},
                                                           {QStringLiteral("totp"), QString::fromLatin1(now())}});
            if (answer.status == 200)
                return true;
        }
        return false;
    }
    [[nodiscard]] QByteArray now() const { return codeAt(m_key, QDateTime::currentSecsSinceEpoch()); }
    Expected<void> answer(Session &session, bool remember) const
    {
        Expected<void> answered;
        for (int attempt = 0; attempt < 2; ++attempt) {
            answered = QCoro::waitFor(
                session.submitSecondFactor(Provider::OneTimeCode, SecretBuffer::copyOf(now().constData()), remember));
            if (kindOf(answered) != ErrorKind::InvalidInput)
                break;
        }
        return answered;
    }

private Q_SLOTS:
    void cleanup();
    void asksAndRemembers_data() { addLiveInstances(); }
    void asksAndRemembers();
};

void TestPassboltLiveSecondFactor::cleanup()
{
    if (!m_ada)
        return;
    const QString path = QStringLiteral("/mfa/setup/%1.json").arg(m_betty->id());
    QCOMPARE(m_ada->guest.remove(path).status, 200);
    QVERIFY(QCoro::waitFor(m_betty->newSession()->open()));
}

void TestPassboltLiveSecondFactor::asksAndRemembers()
{
    QFETCH(QString, instance);
    const QJsonObject server = m_instances[instance].toObject();
    m_ada.reset();
    const LiveGuest administrator(server, QStringLiteral("ada")); // what a run that was stopped left behind
    for (const QJsonValue user : server[QLatin1String("users")].toArray()) {
        if (textAt(user, "handle") == QLatin1String("betty"))
            administrator.remove(QStringLiteral("/mfa/setup/%1.json").arg(textAt(user, "id")));
    }
    m_betty = std::make_unique<LivePerson>(server, QStringLiteral("betty"));
    m_ada = std::make_unique<LivePerson>(server, QStringLiteral("ada"));
    if (!enrol())
        QSKIP("this server offers no one-time codes");

    MemoryCredentialStore store;
    const auto session = m_betty->newSession(&store);
    QCOMPARE(kindOf(QCoro::waitFor(session->open())), ErrorKind::SecondFactorNeeded);
    QCOMPARE(session->state(), State::NeedsSecondFactor);
    QCOMPARE(session->secondFactorProviders(), std::vector<Provider>{Provider::OneTimeCode});
    QCOMPARE(session->catalog()->size(), 0);
    const QByteArray wrong = codeAt(m_key, QDateTime::currentSecsSinceEpoch() + 3600);
    QCOMPARE(kindOf(QCoro::waitFor(
                 session->submitSecondFactor(Provider::OneTimeCode, SecretBuffer::copyOf(wrong.constData()), true))),
             ErrorKind::InvalidInput);
    QCOMPARE(session->state(), State::NeedsSecondFactor);
    VERIFY_OK(answer(*session, true));
    QCOMPARE(session->state(), State::Open);
    QVERIFY(session->catalog()->size() > 0);
    VERIFY_OK(QCoro::waitFor(session->refresh()));

    // Remembered at this computer, and nowhere else.
    const auto next = m_betty->newSession(&store);
    VERIFY_OK(QCoro::waitFor(next->open()));
    QCOMPARE(next->catalog()->size(), session->catalog()->size());
    const auto elsewhere = m_betty->newSession();
    QCOMPARE(kindOf(QCoro::waitFor(elsewhere->open())), ErrorKind::SecondFactorNeeded);
    VERIFY_OK(answer(*elsewhere, false));
    QCOMPARE(elsewhere->state(), State::Open);

    // By hand: her key alone opens nothing.
    const LiveGuest withKeyOnly(server, QStringLiteral("betty"));
    const auto refused = withKeyOnly.get(QStringLiteral("/users/me.json"));
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.body[QLatin1String("mfa_providers")].toArray(), QJsonArray{QStringLiteral("totp")});
}

int main(int argc, char **argv)
{
    return runLiveTest<TestPassboltLiveSecondFactor>(argc, argv);
}

#include "tst_passboltlivesecondfactor.moc"
