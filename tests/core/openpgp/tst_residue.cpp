// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/metadatakey.h"

#include "tests/core/openpgp/people.h"

#include <QCoroTask>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

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

/// How often the text stands in writable memory.
int copiesInMemory()
{
    constexpr std::size_t Length = sizeof(Backwards) - 1;
    static char window[1 << 16];
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        return -1;
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    int copies = 0;
    for (const QByteArray &line : maps.readAll().split('\n')) {
        const QList<QByteArray> columns = line.split(' ');
        if (!columns.value(1).startsWith("rw"))
            continue;
        const QList<QByteArray> range = columns.first().split('-');
        const auto end = range.value(1).toULongLong(nullptr, 16);
        for (auto at = range.first().toULongLong(nullptr, 16); at < end; at += sizeof(window) - Length) {
            const ssize_t got = ::pread(memory, window, std::min<std::size_t>(sizeof(window), end - at), off_t(at));
            const std::span<char> read(window, got > 0 ? std::size_t(got) : 0);
            for (auto hit = read.begin(); std::size_t(read.end() - hit) >= Length; ++hit) {
                const bool found = std::equal(hit, hit + Length, std::make_reverse_iterator(Backwards + Length));
                const bool isWindow =
                    at + std::size_t(hit - read.begin()) - reinterpret_cast<quintptr>(window) < sizeof(window);
                copies += found && !isWindow ? 1 : 0;
            }
        }
    }
    ::close(memory);
    std::fill(std::begin(window), std::end(window), '\0');
    return copies;
}

} // namespace

/// After a message was opened and dropped, its plaintext is nowhere in this process.
class ResidueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the sanitizer holds freed memory back");
#endif
        m_people = std::make_unique<People>();
        const QString text = canaryFile(m_scratch);
        const QString sealed = m_scratch.filePath(QStringLiteral("sealed"));
        m_people->others.gpg({QStringLiteral("--trust-model"), QStringLiteral("always"), QStringLiteral("--recipient"),
                              m_people->ada, QStringLiteral("--local-user"), m_people->betty,
                              QStringLiteral("--compress-algo"), QStringLiteral("none"), QStringLiteral("--output"),
                              sealed, QStringLiteral("--sign"), QStringLiteral("--encrypt"), text});
        QFile file(sealed);
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_message = file.readAll();
        QCOMPARE(copiesInMemory(), 0);
    }

    void gpgLeavesNothing_data()
    {
        QTest::addColumn<bool>("isOneOfMany");
        QTest::newRow("gpg") << false;
        QTest::newRow("the agent alone") << true;
    }

    void gpgLeavesNothing()
    {
        QFETCH(bool, isOneOfMany);
        const auto place = makeEngine(m_people->user);
        {
            OpenRequest request(m_message);
            request.isOneOfMany = isOneOfMany;
            const auto opened = QCoro::waitFor(place->engine->open(request));
            QVERIFY2(opened, reason(opened));
            QCOMPARE(copiesInMemory(), 1); // the one in the SecretBuffer, so the search does find it
        }
        QCOMPARE(copiesInMemory(), 0);
    }

    void librnpLeavesNothing()
    {
        mallopt(M_PERTURB, 0x5a); // freed memory is overwritten, as in the program: librnp has buffers of its own
        const std::string secretKey = m_people->user.secretKey(m_people->ada).toStdString();
        auto key = MetadataKey::load(SecretBuffer::copyOf(secretKey), {}, m_people->knownKeys());
        QVERIFY2(key, reason(key));
        {
            const auto opened = (*key)->open(OpenRequest(m_message));
            QVERIFY2(opened, reason(opened));
            QCOMPARE(copiesInMemory(), 1);
        }
        QCOMPARE(copiesInMemory(), 0);
    }

private:
    QTemporaryDir m_scratch{QStringLiteral("/tmp/csXXXXXX")};
    std::unique_ptr<People> m_people;
    QByteArray m_message;
};

QTEST_GUILESS_MAIN(ResidueTest)
#include "tst_residue.moc"
