// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/privatefile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace coffret;

/// Taking files away for good, as far as that goes.
class TestPrivateFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void overwritesAndRemoves();
    void leavesOtherContentsAlone();
    void leavesFoldersAlone();
};

namespace {

QByteArray digestOf(const QByteArray &contents)
{
    return QCryptographicHash::hash(contents, QCryptographicHash::Sha256);
}

QString make(const QTemporaryDir &folder, const QByteArray &contents)
{
    QFile file(folder.filePath(QStringLiteral("file")));
    return file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size() ? file.fileName() : QString();
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

} // namespace

void TestPrivateFile::overwritesAndRemoves()
{
    const QTemporaryDir folder;
    const QByteArray contents = "a secret";
    const QString path = make(folder, contents);
    const QString other = folder.filePath(QStringLiteral("other name"));
    QCOMPARE(::link(QFile::encodeName(path).constData(), QFile::encodeName(other).constData()), 0);
    const Expected<void> done = destroyFile(path, digestOf(contents));
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QVERIFY(!QFile::exists(path));
    QCOMPARE(contentsOf(other), QByteArray(contents.size(), '\0')); // what a second name still shows
}

void TestPrivateFile::leavesOtherContentsAlone()
{
    const QTemporaryDir folder;
    const QString path = make(folder, "something else");
    const Expected<void> done = destroyFile(path, digestOf("a secret"));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Conflict);
    QCOMPARE(contentsOf(path), QByteArray("something else"));
}

void TestPrivateFile::leavesFoldersAlone()
{
    const QTemporaryDir folder;
    QVERIFY(!destroyFile(folder.path(), digestOf({})));
    QVERIFY(QFile::exists(folder.path()));
    const Expected<void> missing = destroyFile(folder.filePath(QStringLiteral("missing")), digestOf({}));
    QVERIFY(!missing && missing.error().kind == ErrorKind::StorageFault);
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("missing"))));
}

QTEST_GUILESS_MAIN(TestPrivateFile)
#include "tst_privatefile.moc"
