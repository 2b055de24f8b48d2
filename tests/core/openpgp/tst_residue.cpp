// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/metadatakey.h"

#include "tests/core/openpgp/people.h"
#include "tests/support/ownmemory.h"

#include <QCoroTask>
#include <QFile>
#include <QTest>

#include <cstdlib>

using namespace coffret;
using namespace coffret::test;

namespace {

// Backwards, so that the text itself is only in this process when an engine brings it in.
constexpr char Backwards[] = "9f3c-yranac-a-si-siht";

/// Writes the text to a file from outside this process and returns its path.
QString canaryFile(const QTemporaryDir &folder)
{
    QFile backwards(folder.filePath(QStringLiteral("backwards")));
    if (!backwards.open(QIODevice::WriteOnly) || backwards.write(Backwards) < 0)
        qFatal("cannot write");
    backwards.close();
    const QString path = folder.filePath(QStringLiteral("text"));
    if (std::system(qPrintable(QStringLiteral("rev < %1 > %2").arg(backwards.fileName(), path))) != 0)
        qFatal("cannot write %s", qPrintable(path));
    return path;
}

} // namespace

/// After a message was opened and dropped, its plaintext is nowhere in this process, on a heap that is wiped as the
/// program's: librnp has buffers of its own.
class ResidueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
#ifndef COFFRET_WIPING_HEAP
        QSKIP("the sanitizer holds freed memory back");
#endif
        m_people = std::make_unique<People>();
        const QString text = canaryFile(m_scratch);
        const QString sealed = m_scratch.filePath(QStringLiteral("sealed"));
        m_people->others.gpg({QStringLiteral("--trust-model"), QStringLiteral("always"), QStringLiteral("--recipient"),
                              m_people->ada, QStringLiteral("--local-user"), m_people->betty,
                              QStringLiteral("--output"), sealed, QStringLiteral("--sign"), QStringLiteral("--encrypt"),
                              text});
        QFile file(sealed);
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_message = file.readAll();
        QCOMPARE(copiesInMemory(Backwards), 0);
    }

    void gpgLeavesNothing()
    {
        const auto place = makeEngine(m_people->user);
        {
            OpenRequest request(m_message);
            const auto opened = QCoro::waitFor(place->engine->open(request));
            QVERIFY2(opened, reason(opened));
            QCOMPARE(copiesInMemory(Backwards), 1); // the one in the SecretBuffer, so the search does find it
        }
        QCOMPARE(copiesInMemory(Backwards), 0);
    }

    void librnpLeavesNothing()
    {
        const std::string secretKey = m_people->user.secretKey(m_people->ada).toStdString();
        auto key = MetadataKey::load(SecretBuffer::copyOf(secretKey), {}, m_people->knownKeys());
        QVERIFY2(key, reason(key));
        {
            const auto opened = (*key)->open(OpenRequest(m_message));
            QVERIFY2(opened, reason(opened));
            QCOMPARE(copiesInMemory(Backwards), 1);
        }
        QCOMPARE(copiesInMemory(Backwards), 0);
    }

private:
    QTemporaryDir m_scratch{QStringLiteral("/tmp/csXXXXXX")};
    std::unique_ptr<People> m_people;
    QByteArray m_message;
};

QTEST_GUILESS_MAIN(ResidueTest)
#include "tst_residue.moc"
