// SPDX-License-Identifier: GPL-3.0-or-later
// Another user of the same computer. Becoming one takes root; without it that part says that it was skipped.
#include "core/control/privatesocket.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace coffret;

namespace {

const QString Python = QStringLiteral("/usr/bin/python3");

/// Connects, sends one line and prints what came of it.
const QString Stranger = QStringLiteral("import socket, sys\n"
                                        "s = socket.socket(socket.AF_UNIX)\n"
                                        "s.settimeout(1)\n"
                                        "try:\n"
                                        "    s.connect(sys.argv[1])\n"
                                        "    s.sendall(b'CFRT')\n"
                                        "    print('heard', s.recv(100))\n"
                                        "except OSError as error:\n"
                                        "    print(type(error).__name__)\n");

QByteArray asNobody(const QStringList &command)
{
    QProcess process;
    process.start(QStringLiteral("setpriv"),
                  QStringList{QStringLiteral("--reuid"), QStringLiteral("nobody"), QStringLiteral("--regid"),
                              QStringLiteral("nogroup"), QStringLiteral("--clear-groups")} +
                      command);
    if (!process.waitForFinished())
        return "does not end";
    return process.readAllStandardOutput().trimmed();
}

} // namespace

class TestPrivateSocket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void liesInTheRuntimeFolder();
    void claimsOnlyWhatIsItsOwn();
    void isNeverAbstractAndNeverTooLong();
    void t31_anotherUserDoesNotReachIt();
    void t31_anotherUsersFolderIsNotUsed();
};

void TestPrivateSocket::liesInTheRuntimeFolder()
{
    qputenv("XDG_RUNTIME_DIR", "/somewhere/");
    const QString path = controlSocketPath(QStringLiteral("/home/ada/.config/coffret"));
    QVERIFY(path.startsWith(QStringLiteral("/somewhere/coffret/")));
    QCOMPARE(controlSocketPath(QStringLiteral("/home/ada/../ada/.config/coffret/")), path);
    QVERIFY(controlSocketPath(QStringLiteral("/home/ada/.config/other")) != path);
    qputenv("XDG_RUNTIME_DIR", "relative");
    QVERIFY(QDir::isAbsolutePath(runtimeFolder()));
    qunsetenv("XDG_RUNTIME_DIR");
    QVERIFY(QDir::isAbsolutePath(runtimeFolder()));
}

void TestPrivateSocket::claimsOnlyWhatIsItsOwn()
{
    QTemporaryDir folder;
    const QString own = folder.filePath(QStringLiteral("a/b"));
    QVERIFY(claimPrivateFolder(own));
    struct stat found = {};
    QCOMPARE(::stat(QFile::encodeName(own).constData(), &found), 0);
    QCOMPARE(found.st_mode & 0777, 0700U);
    QVERIFY(claimPrivateFolder(own)); // again
    const QString link = folder.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(own, link));
    QCOMPARE(claimPrivateFolder(link).error().kind, ErrorKind::Forbidden);
    for (const mode_t open : {0750U, 0701U, 0777U}) {
        ::chmod(QFile::encodeName(own).constData(), open);
        QCOMPARE(claimPrivateFolder(own).error().kind, ErrorKind::Forbidden);
        QCOMPARE(checkPrivateFolder(own).error().kind, ErrorKind::Forbidden);
    }
    QCOMPARE(checkPrivateFolder(folder.filePath(QStringLiteral("none"))).error().kind, ErrorKind::NotFound);
}

void TestPrivateSocket::isNeverAbstractAndNeverTooLong()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("c/x.socket"));
    const Expected<ListeningSocket> listening = listenPrivately(path);
    QVERIFY(listening);
    QFile sockets(QStringLiteral("/proc/net/unix"));
    QVERIFY(sockets.open(QIODevice::ReadOnly));
    const QByteArray all = sockets.readAll();
    QVERIFY(all.contains(' ' + QFile::encodeName(path)));
    QVERIFY(!all.contains('@' + QFile::encodeName(path)));
    const Expected<ListeningSocket> longer = listenPrivately(folder.filePath(QString(120, QLatin1Char('x'))));
    QVERIFY(!longer);
    QCOMPARE(longer.error().kind, ErrorKind::StorageFault);
}

void TestPrivateSocket::t31_anotherUserDoesNotReachIt()
{
    if (::geteuid() != 0)
        QSKIP("becoming another user takes root");
    QTemporaryDir folder(QStringLiteral("/tmp/cfXXXXXX"));
    ::chmod(QFile::encodeName(folder.path()).constData(), 0755); // as bad as it may be
    const QString path = folder.filePath(QStringLiteral("c/x.socket"));
    const Expected<ListeningSocket> listening = listenPrivately(path);
    QVERIFY(listening);
    QCOMPARE(asNobody({Python, QStringLiteral("-c"), Stranger, path}), QByteArray("PermissionError"));
    // Even where somebody opened the folder, the socket itself is closed to others.
    ::chmod(QFile::encodeName(QFileInfo(path).path()).constData(), 0755);
    QCOMPARE(asNobody({Python, QStringLiteral("-c"), Stranger, path}), QByteArray("PermissionError"));
    ::chmod(QFile::encodeName(path).constData(), 0666);
    QCOMPARE(asNobody({Python, QStringLiteral("-c"), Stranger, path}),
             QByteArray("TimeoutError")); // it really connects
}

void TestPrivateSocket::t31_anotherUsersFolderIsNotUsed()
{
    if (::geteuid() != 0)
        QSKIP("becoming another user takes root");
    QTemporaryDir folder(QStringLiteral("/tmp/cfXXXXXX"));
    const QString own = folder.filePath(QStringLiteral("c"));
    QVERIFY(claimPrivateFolder(own));
    QCOMPARE(::chown(QFile::encodeName(own).constData(), 65534, 65534), 0);
    QCOMPARE(claimPrivateFolder(own).error().kind, ErrorKind::Forbidden);
    const Expected<FileDescriptor> socket = connectPrivately(own + QStringLiteral("/x.socket"));
    QVERIFY(!socket);
    QCOMPARE(socket.error().kind, ErrorKind::Forbidden);
}

QTEST_GUILESS_MAIN(TestPrivateSocket)
#include "tst_privatesocket.moc"
