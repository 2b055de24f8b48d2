// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keychainstore.h"

#include <QCoroTask>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <QTimer>

using namespace coffret;
using namespace std::chrono_literals;

namespace {

const QString Key = QStringLiteral("0b6f7c1e-2f43-4f0e-9d6a-5a1c0a1d9f42/token");

/// Every file below folder that holds needle.
QStringList filesHolding(const QString &folder, const QByteArray &needle)
{
    QStringList found;
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(needle))
            found.append(file.fileName());
    }
    return found;
}

} // namespace

/// A keyring that answers.
class UnlockedKeyring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrote()
    {
        QtKeychainStore store;
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("first"))));
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("second"))));
        const auto value = QCoro::waitFor(store.read(Key));
        QVERIFY(value);
        QCOMPARE(value->view(), std::string_view("second"));
    }

    void keepsBinaryData()
    {
        QtKeychainStore store;
        std::string bytes;
        for (int i = 0; i < 256; ++i)
            bytes.push_back(static_cast<char>(i));
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf(bytes))));
        const auto value = QCoro::waitFor(store.read(Key));
        QVERIFY(value);
        QCOMPARE(value->view(), std::string_view(bytes));
    }

    void reportsWhatIsMissing()
    {
        QtKeychainStore store;
        const auto value = QCoro::waitFor(store.read(QStringLiteral("nobody/token")));
        QVERIFY(!value);
        QCOMPARE(value.error().kind, ErrorKind::NoCredential);
    }

    void removesOnceAndAgain()
    {
        QtKeychainStore store;
        QVERIFY(QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("value"))));
        QVERIFY(QCoro::waitFor(store.remove(Key)));
        QCOMPARE(QCoro::waitFor(store.read(Key)).error().kind, ErrorKind::NoCredential);
        QVERIFY(QCoro::waitFor(store.remove(Key)));
    }

    void answersManyRequestsAtOnce()
    {
        QtKeychainStore store;
        std::vector<Task<Expected<void>>> writes;
        for (int i = 0; i < 20; ++i) {
            const std::string value = std::to_string(i);
            writes.push_back(store.write(Key + QString::number(i), SecretBuffer::copyOf(value)));
        }
        for (auto &write : writes)
            QVERIFY(QCoro::waitFor(std::move(write)));
        for (int i = 0; i < 20; ++i) {
            const auto value = QCoro::waitFor(store.read(Key + QString::number(i)));
            QVERIFY(value);
            QCOMPARE(value->view(), std::string_view(std::to_string(i)));
        }
    }

    void outlivedByItsRequests()
    {
        auto store = std::make_unique<QtKeychainStore>();
        auto write = store->write(Key, SecretBuffer::copyOf("late"));
        store.reset();
        QVERIFY(QCoro::waitFor(std::move(write)));
        QtKeychainStore another;
        const auto value = QCoro::waitFor(another.read(Key));
        QVERIFY(value);
        QCOMPARE(value->view(), std::string_view("late"));
    }

    void leavesNoPlaintextOnDisk()
    {
        const QByteArray canary = "canary-7f9d3b6c51e84a02";
        QtKeychainStore store;
        const auto written = QCoro::waitFor(
            store.write(Key, SecretBuffer::copyOf({canary.constData(), static_cast<std::size_t>(canary.size())})));
        QVERIFY(written);

        QProcess tool;
        tool.start(QStringLiteral("secret-tool"), {QStringLiteral("lookup"), QStringLiteral("server"),
                                                   QStringLiteral("coffret"), QStringLiteral("user"), Key});
        QVERIFY(tool.waitForFinished());
        QCOMPARE(QByteArray::fromBase64(tool.readAllStandardOutput()), canary); // it is in the real keyring

        const QString home = qEnvironmentVariable("HOME");
        QVERIFY(QFile::exists(home + QStringLiteral("/.local/share/keyrings/login.keyring")));
        QVERIFY(!filesHolding(home, "GnomeKeyring").isEmpty()); // the search does see the keyring's file
        QCOMPARE(filesHolding(home, canary), QStringList());
        QCOMPARE(filesHolding(home, canary.toBase64()), QStringList());
    }
};

/// A keyring whose password nobody enters.
class LockedKeyring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesUpAfterTheTimeOut()
    {
        QtKeychainStore store(300ms);
        QElapsedTimer clock;
        clock.start();
        const auto value = QCoro::waitFor(store.read(QStringLiteral("stored")));
        QVERIFY(!value);
        QCOMPARE(value.error().kind, ErrorKind::KeyringSilent);
        QVERIFY(clock.elapsed() >= 300);
        QVERIFY(clock.elapsed() < 5000);
    }

    void keepsAnsweringWhileOneRequestHangs()
    {
        QtKeychainStore store(200ms);
        const auto first = QCoro::waitFor(store.read(Key));
        const auto second = QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("never")));
        const auto third = QCoro::waitFor(store.remove(Key));
        QCOMPARE(first.error().kind, ErrorKind::KeyringSilent);
        QCOMPARE(second.error().kind, ErrorKind::KeyringSilent);
        QCOMPARE(third.error().kind, ErrorKind::KeyringSilent);
    }
};

/// A keyring whose password prompt is turned down.
class RefusedKeyring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isNotMistakenForAnEmptyOne()
    {
        QtKeychainStore store;
        const auto stored = QCoro::waitFor(store.read(QStringLiteral("stored")));
        const auto unknown = QCoro::waitFor(store.read(Key));
        const auto write = QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("value")));
        QCOMPARE(stored.error().kind, ErrorKind::KeyringDenied);
        QCOMPARE(unknown.error().kind, ErrorKind::KeyringDenied);
        QVERIFY(!write);
    }
};

/// No session bus, hence no keyring.
class AbsentKeyring : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysSo()
    {
        QtKeychainStore store;
        const auto read = QCoro::waitFor(store.read(Key));
        const auto write = QCoro::waitFor(store.write(Key, SecretBuffer::copyOf("value")));
        const auto removal = QCoro::waitFor(store.remove(Key));
        QCOMPARE(read.error().kind, ErrorKind::NoKeyring);
        QCOMPARE(write.error().kind, ErrorKind::NoKeyring);
        QCOMPARE(removal.error().kind, ErrorKind::NoKeyring);
    }

    void writesNoFallback() { QCOMPARE(filesHolding(qEnvironmentVariable("HOME"), "value"), QStringList()); }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QByteArray mode = qgetenv("COFFRET_KEYRING"); // set by with-keyring.sh
    UnlockedKeyring unlocked;
    LockedKeyring locked;
    RefusedKeyring refused;
    AbsentKeyring absent;
    if (mode == "unlocked")
        return QTest::qExec(&unlocked, argc, argv);
    if (mode == "locked")
        return QTest::qExec(&locked, argc, argv);
    if (mode == "refused")
        return QTest::qExec(&refused, argc, argv);
    if (mode == "absent")
        return QTest::qExec(&absent, argc, argv);
    qFatal("start this through tests/support/with-keyring.sh");
}

#include "tst_keychainstore.moc"
