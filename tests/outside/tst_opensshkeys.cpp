// SPDX-License-Identifier: GPL-3.0-or-later
// The keys that OpenSSH tests itself with: regress/unittests/sshkey/testdata and regress/misc/fuzz-harness/testdata of
// its sources. What ssh-keygen makes of each is the answer that is expected.
#include "core/sshkey/sshkeylook.h"
#include "core/sshkey/sshpublicline.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/outside/outside.h"

#include <optional>

using namespace coffret;
using namespace coffret::test;

namespace {

const QStringList Folders{QStringLiteral("openssh/regress/unittests/sshkey/testdata"),
                          QStringLiteral("openssh/regress/misc/fuzz-harness/testdata")};

struct PrivateFile
{
    QString name;
    QByteArray text;
    QByteArray passphrase; ///< empty: it has none
};

/// Why ssh-keygen reads a key that Coffret does not promise to.
std::optional<SshKeyProblem> refusalOf(const QByteArray &publicLine)
{
    if (publicLine.startsWith("ssh-dss "))
        return SshKeyProblem::Dsa;
    if (publicLine.startsWith("sk-"))
        return SshKeyProblem::SecurityKey;
    return {};
}

std::vector<PrivateFile> privateFiles()
{
    const QByteArray passphrase = contentsOfOutside(Folders.first() + QStringLiteral("/pw")).trimmed();
    std::vector<PrivateFile> files;
    for (const QString &folder : Folders) {
        for (const QString &name : outsideFiles(folder, {QStringLiteral("*")})) {
            const QByteArray text = contentsOfOutside(folder + u'/' + name);
            if (text.startsWith("-----BEGIN ") && text.contains("PRIVATE KEY-----"))
                files.push_back({name, text, name.endsWith(QLatin1String("_pw")) ? passphrase : QByteArray()});
        }
    }
    return files;
}

} // namespace

class TestOpenSshKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsPrivateKeys();
    void readsPublicKeys();
    void refusesDamagedKeys();

private:
    KeyFolder m_folder;
};

void TestOpenSshKeys::readsPrivateKeys()
{
    int read = 0;
    int refused = 0;
    for (const PrivateFile &file : privateFiles()) {
        const QByteArray bytes = file.name.toUtf8();
        const char *const name = bytes.constData();
        m_folder.write(QStringLiteral("key"), file.text);
        const ToolAnswer told = runTool(QStringLiteral("ssh-keygen"),
                                        {QStringLiteral("-y"), QStringLiteral("-P"), QString::fromUtf8(file.passphrase),
                                         QStringLiteral("-f"), m_folder.path(QStringLiteral("key"))});
        QVERIFY2(told.exitCode == 0, name);
        m_folder.write(QStringLiteral("key.pub"), told.output);
        const SshKeyLook look = lookAtSshKey(secretFrom(file.text), secretFrom(file.passphrase));
        if (const std::optional<SshKeyProblem> refusal = refusalOf(told.output)) {
            QVERIFY2(look.problem == refusal && !look.proved, name);
            ++refused;
            continue;
        }
        QVERIFY2(!look.problem && look.proved && look.publicKey, name);
        QVERIFY2(listing(*look.publicKey) == m_folder.listed(QStringLiteral("key.pub")), name);
        QVERIFY2(look.encrypted == !file.passphrase.isEmpty(), name);
        QVERIFY2(look.publicKey->line() == told.output.trimmed().split(' ').mid(0, 2).join(' '), name);
        if (look.encrypted) {
            const SshKeyLook wrong = lookAtSshKey(secretFrom(file.text), secretFrom("another"));
            QVERIFY2(wrong.problem == SshKeyProblem::WrongPassphrase && !wrong.proved, name);
        }
        ++read;
    }
    QVERIFY(read > 0 && refused > 0);
    report(QStringLiteral("OpenSSH private keys: %1 read as ssh-keygen reads them, %2 of kinds that are not promised "
                          "refused (DSA, security keys)")
               .arg(read)
               .arg(refused));
}

void TestOpenSshKeys::readsPublicKeys()
{
    int read = 0;
    int refused = 0;
    for (const QString &folder : Folders) {
        for (const QString &name : outsideFiles(folder, {QStringLiteral("*.pub")})) {
            const QByteArray text = contentsOfOutside(folder + u'/' + name);
            const auto line = parseSshPublicLine({text.constData(), static_cast<std::size_t>(text.size())});
            if (name.contains(QLatin1String(".param.")))
                continue; // numbers
            if (refusalOf(text) || name.endsWith(QLatin1String("-cert.pub"))) {
                QVERIFY2(!line && line.error().kind == ErrorKind::Unsupported, qPrintable(name));
                ++refused;
                continue;
            }
            QVERIFY2(line, qPrintable(name));
            m_folder.write(QStringLiteral("key.pub"), text);
            QVERIFY2(listing(line->key) == m_folder.listed(QStringLiteral("key.pub")), qPrintable(name));
            ++read;
        }
    }
    QVERIFY(read > 0 && refused > 0);
    report(QStringLiteral(
               "OpenSSH public keys: %1 read with the fingerprint of ssh-keygen, %2 refused (certificates, DSA, "
               "security keys)")
               .arg(read)
               .arg(refused));
}

/// Cut anywhere, or with one character of the base64 changed: refused, or the very same key where the change is in what
/// is not the key.
void TestOpenSshKeys::refusesDamagedKeys()
{
    int refused = 0;
    int same = 0;
    for (const PrivateFile &file : privateFiles()) {
        const SecretBuffer passphrase = secretFrom(file.passphrase);
        const SshKeyLook whole = lookAtSshKey(secretFrom(file.text), passphrase);
        if (!whole.proved || whole.encrypted) // each of those takes bcrypt's time
            continue;
        const auto look = [&](const QByteArray &text) {
            const SshKeyLook damaged = lookAtSshKey(secretFrom(text), passphrase);
            ++(damaged.proved ? same : refused);
            return damaged.proved ? damaged.publicKey == whole.publicKey : damaged.problem.has_value();
        };
        const qsizetype body = file.text.indexOf('\n') + 1;
        const qsizetype end = file.text.indexOf("-----END");
        for (int part = 0; part < 32; ++part)
            QVERIFY2(look(file.text.left(end * part / 32)), qPrintable(file.name));
        for (qsizetype place = body; place < end; place += 7) {
            QByteArray text = file.text;
            if (text.at(place) == '\n' || text.at(place) == '=')
                continue;
            text[place] = text.at(place) == 'A' ? 'Q' : 'A';
            QVERIFY2(look(text), qPrintable(file.name + u' ' + QString::number(place)));
        }
    }
    QVERIFY(refused > 0);
    report(QStringLiteral("OpenSSH keys, damaged: %1 refused, %2 the same key as before").arg(refused).arg(same));
}

int main(int argc, char **argv)
{
    return runOutsideTest<TestOpenSshKeys>(argc, argv);
}

#include "tst_opensshkeys.moc"
