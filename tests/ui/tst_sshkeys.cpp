// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/agentchannel.h"
#include "core/sshkey/opensshfile.h"
#include "core/sshkey/sshkeygeneration.h"
#include "core/sshkey/sshwire.h"
#include "tests/core/sshkey/sshtools.h"
#include "tests/ui/bench.h"

#include <QClipboard>
#include <QCoroTask>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace coffret;
using namespace coffret::fakes;
using namespace coffret::test;

namespace {

const QString Acme = QStringLiteral("acme");
const QString Ed25519 = QStringLiteral("ed25519");
const QString PrivateKey = QStringLiteral("private-key");
const QString PublicKey = QStringLiteral("public-key");
const QString Passphrase = QStringLiteral("passphrase");
constexpr auto Minute = std::chrono::minutes(1);

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// An account whose first secret is an SSH key, opened, with that secret on the screen.
struct KeyBench : Bench
{
    KeyBench()
    {
        QGuiApplication::clipboard()->setText(QString());
        qunsetenv("SSH_AUTH_SOCK");
        keys.makeKey(Ed25519, {QStringLiteral("-t"), Ed25519});
    }
    void open()
    {
        addAccount(Acme, QStringLiteral("Acme"));
        for (SecretSummary &secret : server().secrets) {
            if (secret.id == Signed || secret.id == Unsigned)
                secret.type = SecretType::SshKey;
        }
        if (!isSealed) {
            server().capabilities.setFlag(Capability::EndToEnd, false);
            for (const QString &id : {Signed, Unsigned})
                server().setMessage(id, {}, {});
        }
        server().addFacets().writing.signer = AdasKey;
        hold(keys.read(Ed25519));
        if (!openAll())
            qFatal("the account does not open");
        browse.selectSecret(Signed);
    }
    [[nodiscard]] FakeServer &server() { return *servers.at(Acme); }
    /// What the secret holds from now on.
    void hold(const QByteArray &key, const QByteArray &passphrase = {}, const QByteArray &publicLine = {})
    {
        std::vector<Value> values{{FieldKind::PrivateKey, PrivateKey, key}};
        if (!passphrase.isEmpty())
            values.push_back({FieldKind::Passphrase, Passphrase, passphrase});
        if (!publicLine.isEmpty())
            values.push_back({FieldKind::PublicKey, PublicKey, publicLine, false});
        server().setValues(Signed, std::move(values));
        if (sessions.isEmpty() || session().state() != Session::State::Open)
            return;
        session().forgetPayloads();
        browse.selectSecret({});
        browse.selectSecret(Signed);
    }
    [[nodiscard]] SshKeyCard &card() { return *browse.sshKey(); }
    [[nodiscard]] QByteArray fingerprint(const QString &name = Ed25519) const
    {
        return keys.listed(name).split(' ').last();
    }
    /// Whether it got there.
    [[nodiscard]] bool add(SshKeyCard::Span span = SshKeyCard::UntilLocked, bool confirm = false)
    {
        card().askToAdd();
        card().setSpan(span);
        card().setConfirm(confirm);
        card().add();
        return QTest::qWaitFor([this] { return !card().isBusy(); }) && card().isLent();
    }

    KeyFolder keys;
    bool isSealed = false; ///< before open(): values are OpenPGP messages
};

/// Between Coffret and a real agent, as SSH_AUTH_SOCK names it from now on: passes on what is asked, except where
/// answer() says something else, or nothing, which hangs up.
class Relay
{
public:
    using Passing = std::function<QByteArray()>;
    using Answer = std::function<QByteArray(std::uint8_t request, const Passing &pass)>;

    Relay(const QString &path, QString agent, Answer answer)
        : m_socket(::socket(AF_UNIX, SOCK_STREAM, 0)), m_agent(std::move(agent)), m_answer(std::move(answer))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = path.toUtf8();
        std::copy(name.begin(), name.end(), address.sun_path);
        if (::bind(m_socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 ||
            ::listen(m_socket.get(), 8) != 0)
            qFatal("no socket");
        qputenv("SSH_AUTH_SOCK", name);
        m_thread = std::jthread([this] { serve(); });
    }
    ~Relay() { ::shutdown(m_socket.get(), SHUT_RDWR); } // which ends accept()

private:
    void serve()
    {
        for (;;) {
            const FileDescriptor client(::accept(m_socket.get(), nullptr, nullptr));
            if (!client.isOpen())
                return;
            while (serveOne(client)) {
            }
        }
    }
    [[nodiscard]] bool serveOne(const FileDescriptor &client) const
    {
        std::array<char, 4> header{};
        if (::recv(client.get(), header.data(), header.size(), MSG_WAITALL) != 4)
            return false;
        QByteArray request(static_cast<qsizetype>(SshReader({header.data(), header.size()}).number()), '\0');
        const auto size = static_cast<std::size_t>(request.size());
        if (request.isEmpty() || ::recv(client.get(), request.data(), size, MSG_WAITALL) != request.size())
            return false;
        const Passing pass = [&] {
            auto channel = AgentChannel::open(m_agent, std::chrono::seconds(10));
            return channel ? channel->exchange(viewOf(request)).value_or(QByteArray()) : QByteArray();
        };
        SshWriter answer;
        const QByteArray text = m_answer(static_cast<std::uint8_t>(request.front()), pass);
        answer.text(viewOf(text));
        const std::string_view bytes = answer.view();
        return !text.isEmpty() && ::send(client.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0;
    }

    FileDescriptor m_socket;
    QString m_agent;
    Answer m_answer;
    std::jthread m_thread;
};

constexpr std::uint8_t ToRemove = 18; // numbers of draft-miller-ssh-agent
constexpr std::uint8_t ToAdd = 25;

/// Puts in what is asked, and says so only when it is let go.
struct HeldAnswer
{
    [[nodiscard]] QByteArray to(std::uint8_t request, const Relay::Passing &pass)
    {
        QByteArray answer = pass();
        if (request == ToAdd && isHolding) {
            isIn = true;
            static_cast<void>(goOn.try_acquire_for(std::chrono::seconds(10)));
        }
        return answer;
    }

    std::atomic<bool> isHolding = true;
    std::atomic<bool> isIn = false;
    std::binary_semaphore goOn{0};
};

/// A puttygen that does not end before it is let go.
class HeldPuttygen
{
public:
    explicit HeldPuttygen(const KeyFolder &keys) : m_gate(keys.path(QStringLiteral("gate"))), m_path(qgetenv("PATH"))
    {
        const QString program = keys.path(QStringLiteral("puttygen"));
        keys.write(QStringLiteral("puttygen"), "#!/bin/sh\nread line < '" + m_gate.toUtf8() + "'\n");
        if (!QFile::setPermissions(program, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner) ||
            ::mkfifo(m_gate.toUtf8().constData(), 0600) != 0)
            qFatal("no program");
        qputenv("PATH", keys.path({}).toUtf8() + ':' + m_path);
    }
    ~HeldPuttygen()
    {
        qputenv("PATH", m_path);
        letGo();
    }
    void letGo()
    {
        if (QFile gate(m_gate); !std::exchange(m_gone, true) && gate.open(QIODevice::WriteOnly))
            gate.write("\n");
    }

private:
    QString m_gate;
    QByteArray m_path;
    bool m_gone = false;
};

/// The form of a new SSH key.
struct KeyForm : KeyBench
{
    KeyForm()
    {
        open();
        browse.newSecret();
        editor().chooseType(QStringLiteral("sshkey"));
    }
    [[nodiscard]] EditorViewModel &editor() { return *browse.editor(); }
    [[nodiscard]] SshKeyEditor &key() { return *editor().sshKey(); }
    [[nodiscard]] SecretDocument &document(const QString &key) { return *editor().fields()->field(key)->document; }
    [[nodiscard]] QByteArray text(const QString &key) { return bytesOf(document(key).value()); }
    void paste(const QByteArray &text) { document(PrivateKey).replaceAll(viewOf(text)); }
    [[nodiscard]] bool becomes(SshKeyEditor::State state)
    {
        return QTest::qWaitFor([this, state] { return key().state() == state; }, 20000);
    }
    [[nodiscard]] QString problemOf(const QString &key)
    {
        const EditFieldModel &fields = *editor().fields();
        for (int row = 0; row < fields.rowCount(); ++row) {
            if (fields.index(row).data(EditFieldModel::KeyRole).toString() == key)
                return fields.index(row).data(EditFieldModel::ErrorRole).toString();
        }
        return {};
    }
    [[nodiscard]] QByteArray encrypted(const QByteArray &passphrase)
    {
        const QString name = QStringLiteral("encrypted");
        keys.convert(Ed25519, name, {}, QString::fromUtf8(passphrase));
        return keys.read(name);
    }
};

/// Two secrets and what holds their keys, without a screen.
struct Lender : KeyBench
{
    Lender()
    {
        open();
        keys.makeKey(QStringLiteral("other"), {QStringLiteral("-t"), Ed25519});
    }
    [[nodiscard]] Task<AgentKeys::Outcome> add(const QString &secretId, const QString &name = Ed25519)
    {
        return agentKeys->add({Acme, secretId}, std::make_shared<const SecretBuffer>(secretOf(keys.read(name))),
                              std::make_shared<const SecretBuffer>(), {});
    }
    /// What the agent was to be asked before is done: it is asked in order.
    void settle() { QCoro::waitFor(add(QStringLiteral("third"), QStringLiteral("other"))); }

    std::unique_ptr<AgentKeys> agentKeys = std::make_unique<AgentKeys>(sessions, toast, clock);
};

} // namespace

/// SSH keys on the screen: beside a real ssh-agent, with keys of a real ssh-keygen.
class TestSshKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatAKeyIs();
    void passphrasesAreTried();
    void aMissingPassphraseFieldIsOffered();
    void whatIsNoKeyIsSaid_data();
    void whatIsNoKeyIsSaid();
    void puttyKeysAreConverted();
    void storedPuttyKeysStay();
    void hostileCommentsAreNotShown();
    void aMissingPuttygenIsSaid();
    void filesReplaceOnlyWhenTold();
    void filesTakeThePassphraseTypedBefore();
    void publicHalvesFollow();
    void anUntouchedFormStaysUntouched();
    void generates_data();
    void generates();
    void generatingReplacesOnlyWhatIsNamed();
    void nothingOfAKeyIsAProperty();
    void copiesThePublicHalf();
    void aPublicHalfOfTheServersIsNotCopied();
    void theStoredPublicHalfIsCompared();
    void keysGoIntoTheAgent();
    void lifetimes_data();
    void lifetimes();
    void locksTakeKeysOut();
    void takingOutDoesNotWaitForKeysThatAreOpened();
    void leavingTakesKeysOut();
    void quittingTakesKeysOut();
    void endsOfAccessTakeKeysOut();
    void deletedSecretsTakeKeysOut();
    void cancellingTakesBackWhatIsUnderWay();
    void keysOfOthersStay();
    void whatTheAgentLostIsNoticed();
    void aSecondSecretKeepsTheSameKey();
    void agentTroubleIsSaid_data();
    void agentTroubleIsSaid();
    void aLockedAgentIsTriedAgain();
    void unclearAnswersLeaveNoKey();
    void whatStaysInIsTriedAgain_data();
    void whatStaysInIsTriedAgain();
    void cancellingKeepsWhatAnotherSecretLent();
    void anotherKeyReplacesTheOneBefore();
    void aRefusalDoesNotKeepTheOthersIn();
    void rotatedKeysAreNotTakenFromTheAgent();
    void unvouchedKeysAskOnce();
    void forbiddenKeysAreNotUsed();
    void wrongPassphrasesAreSaid();
};

void TestSshKeys::saysWhatAKeyIs()
{
    KeyForm form;
    QCOMPARE(form.key().state(), SshKeyEditor::Empty);
    form.paste(form.keys.read(Ed25519));
    QVERIFY(form.becomes(SshKeyEditor::Known));
    QCOMPARE(form.key().text(), QStringLiteral("Ed25519, 256 bits"));
    QCOMPARE(form.key().comment(), QStringLiteral("ada on ed25519"));
    QCOMPARE(form.key().fingerprint().toLatin1(), form.fingerprint());
    QVERIFY(form.key().protection().startsWith(QStringLiteral("Not encrypted")));
    QCOMPARE(form.text(PublicKey), form.keys.read(QStringLiteral("ed25519.pub")).trimmed());
    form.paste({});
    QVERIFY(form.becomes(SshKeyEditor::Empty));
    QCOMPARE(form.key().fingerprint(), QString());
}

void TestSshKeys::passphrasesAreTried()
{
    KeyForm form;
    form.paste(form.encrypted("correct horse"));
    QVERIFY(form.becomes(SshKeyEditor::Locked));
    QCOMPARE(form.key().fingerprint().toLatin1(), form.fingerprint());
    QVERIFY(form.problemOf(Passphrase).startsWith(QStringLiteral("This key is encrypted with a passphrase.")));
    QVERIFY(form.text(PublicKey).isEmpty()); // what the clear part says is not proved
    form.document(Passphrase).insert("wrong");
    QTRY_VERIFY_WITH_TIMEOUT(form.problemOf(Passphrase).startsWith(QStringLiteral("The passphrase does not open")),
                             20000);
    form.document(Passphrase).replaceAll("correct horse");
    QVERIFY(form.becomes(SshKeyEditor::Known));
    QCOMPARE(form.problemOf(Passphrase), QString());
    QCOMPARE(form.key().comment(), QStringLiteral("ada on ed25519"));
    QVERIFY(form.key().protection().startsWith(QStringLiteral("Encrypted, and the passphrase fits")));
    QCOMPARE(form.text(PublicKey), form.keys.read(QStringLiteral("ed25519.pub")).trimmed());
}

void TestSshKeys::aMissingPassphraseFieldIsOffered()
{
    KeyForm form;
    const EditFieldModel &fields = *form.editor().fields();
    for (int row = fields.rowCount() - 1; row >= 0; --row) {
        if (fields.index(row).data(EditFieldModel::KeyRole).toString() == Passphrase)
            form.editor().removeField(row);
    }
    QVERIFY(!fields.field(Passphrase));
    form.paste(form.encrypted("correct horse"));
    QVERIFY(form.becomes(SshKeyEditor::Locked));
    QVERIFY(form.key().lacksPassphraseField());
    QVERIFY(!form.key().problemText().isEmpty());
    form.key().addPassphraseField();
    QVERIFY(fields.field(Passphrase));
    QTRY_VERIFY_WITH_TIMEOUT(!form.problemOf(Passphrase).isEmpty(), 20000);
    QVERIFY(!form.key().lacksPassphraseField());
    QCOMPARE(form.key().problemText(), QString());
}

void TestSshKeys::whatIsNoKeyIsSaid_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *what, const char *said) {
        QTest::newRow(what) << QString::fromLatin1(what) << QString::fromLatin1(said);
    };
    row("words", "This is not a private key.");
    row("public", "This is the public half of a key.");
    row("ssh certificate", "This is a certificate, not a private key.");
    row("x509 certificate", "This is a certificate, not a private key.");
    row("openpgp", "This is an OpenPGP key, not an SSH key.");
    row("half", "This private key is damaged or not complete.");
    row("long", "This is too large for a private key.");
    row("dsa", "This is a DSA key, which SSH does not accept any more.");
    row("pem dsa", "This is a DSA key, which SSH does not accept any more.");
    row("security key", "This key is of a security key (FIDO), and of no use without it.");
}

/// A key file whose part in the clear names another type.
QByteArray withTypeName(const QByteArray &file, const QByteArray &from, const QByteArray &to)
{
    const QByteArrayList lines = file.trimmed().split('\n');
    QByteArray bytes = QByteArray::fromBase64(lines.mid(1, lines.size() - 2).join());
    bytes.replace(from, to);
    return lines.first() + '\n' + bytes.toBase64() + '\n' + lines.last() + '\n';
}

QByteArray sample(KeyForm &form, const QString &what)
{
    const QByteArray key = form.keys.read(Ed25519);
    if (what == QLatin1String("public"))
        return form.keys.read(QStringLiteral("ed25519.pub"));
    if (what == QLatin1String("ssh certificate")) {
        runTool(QStringLiteral("ssh-keygen"),
                {QStringLiteral("-q"), QStringLiteral("-s"), form.keys.path(Ed25519), QStringLiteral("-I"),
                 QStringLiteral("ada"), form.keys.path(QStringLiteral("ed25519.pub"))});
        return form.keys.read(QStringLiteral("ed25519-cert.pub"));
    }
    if (what == QLatin1String("x509 certificate"))
        return "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    if (what == QLatin1String("openpgp"))
        return "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlIYE\n-----END PGP PRIVATE KEY BLOCK-----\n";
    if (what == QLatin1String("half"))
        return key.left(key.size() / 2);
    if (what == QLatin1String("long"))
        return key + QByteArray(70000, 'A');
    if (what == QLatin1String("security key"))
        return withTypeName(key, QByteArray("\0\0\0\x0bssh-ed25519", 15),
                            QByteArray("\0\0\0\x1ask-ssh-ed25519@openssh.com", 30));
    if (what.endsWith(QLatin1String("dsa"))) {
        QStringList form1{QStringLiteral("-t"), QStringLiteral("dsa")};
        if (what.startsWith(QLatin1String("pem")))
            form1 += {QStringLiteral("-m"), QStringLiteral("PEM")};
        form.keys.makeKey(QStringLiteral("dsa"), form1);
        return form.keys.read(QStringLiteral("dsa"));
    }
    return "correct horse battery staple";
}

void TestSshKeys::whatIsNoKeyIsSaid()
{
    QFETCH(QString, what);
    KeyForm form;
    form.paste(sample(form, what));
    QVERIFY(form.becomes(SshKeyEditor::Unusable));
    QTEST(form.key().problemText(), "said");
    QVERIFY(!form.key().problemHint().isEmpty());
    QVERIFY(form.text(PublicKey).isEmpty());
}

void TestSshKeys::puttyKeysAreConverted()
{
    KeyForm form;
    const QString putty = form.keys.path(QStringLiteral("putty.ppk"));
    form.keys.write(QStringLiteral("passphrase"), "correct horse");
    const ToolAnswer made =
        runTool(QStringLiteral("puttygen"),
                {form.keys.path(Ed25519), QStringLiteral("-O"), QStringLiteral("private"), QStringLiteral("-o"), putty,
                 QStringLiteral("--new-passphrase"), form.keys.path(QStringLiteral("passphrase"))});
    QCOMPARE(made.exitCode, 0);
    const QByteArray ppk = form.keys.read(QStringLiteral("putty.ppk"));
    form.paste(ppk);
    QVERIFY(form.becomes(SshKeyEditor::Locked));
    QCOMPARE(form.text(PrivateKey), ppk);
    form.document(Passphrase).insert("correct horse");
    QVERIFY(form.becomes(SshKeyEditor::Known));
    QVERIFY(form.text(PrivateKey).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----"));
    QTRY_VERIFY(form.key().protection().contains(QStringLiteral("Converted from PuTTY")));
    QCOMPARE(form.key().fingerprint().toLatin1(), form.fingerprint());
    form.keys.write(QStringLiteral("converted"), form.text(PrivateKey)); // and ssh-keygen opens it with the same
    const ToolAnswer opened = runTool(QStringLiteral("ssh-keygen"),
                                      {QStringLiteral("-y"), QStringLiteral("-P"), QStringLiteral("correct horse"),
                                       QStringLiteral("-f"), form.keys.path(QStringLiteral("converted"))});
    QCOMPARE(opened.exitCode, 0);
    QSignalSpy changes(&form.key(), &SshKeyEditor::changed);
    form.document(PrivateKey).undo();
    QCOMPARE(form.text(PrivateKey), ppk);
    QTRY_COMPARE_WITH_TIMEOUT(changes.count(), 2, 20000); // it has begun to look at that, and is done
    QCOMPARE(form.text(PrivateKey), ppk);
}

void TestSshKeys::storedPuttyKeysStay()
{
    KeyBench bench;
    bench.open();
    const QString putty = bench.keys.path(QStringLiteral("putty.ppk"));
    QCOMPARE(runTool(QStringLiteral("puttygen"), {bench.keys.path(Ed25519), QStringLiteral("-O"),
                                                  QStringLiteral("private"), QStringLiteral("-o"), putty})
                 .exitCode,
             0);
    bench.hold(bench.keys.read(QStringLiteral("putty.ppk")));
    bench.browse.editSecret();
    EditorViewModel &editor = *bench.browse.editor();
    QTRY_COMPARE_WITH_TIMEOUT(editor.sshKey()->state(), SshKeyEditor::Known, 20000);
    QVERIFY(!editor.isChanged());
    QCOMPARE(bytesOf(editor.fields()->field(PrivateKey)->document->value()),
             bench.keys.read(QStringLiteral("putty.ppk")));
}

void TestSshKeys::hostileCommentsAreNotShown()
{
    KeyForm form;
    const auto key = generateSshKey(SshKeyKind::Ed25519, QStringLiteral("ada\u202E\u200B's"));
    const auto text = toOpenSshText(*key, SecretBuffer());
    QVERIFY(text);
    form.paste(bytesOf(*text));
    QVERIFY(form.becomes(SshKeyEditor::Known));
    QCOMPARE(form.key().comment(), QStringLiteral("ada's"));
    form.hold(bytesOf(*text));
    form.card().copyPublicKey();
    QTRY_VERIFY(form.card().isProved());
    QCOMPARE(form.card().comment(), QStringLiteral("ada's"));
}

void TestSshKeys::aMissingPuttygenIsSaid()
{
    KeyForm form;
    const QString putty = form.keys.path(QStringLiteral("putty.ppk"));
    QCOMPARE(runTool(QStringLiteral("puttygen"), {form.keys.path(Ed25519), QStringLiteral("-O"),
                                                  QStringLiteral("private"), QStringLiteral("-o"), putty})
                 .exitCode,
             0);
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", form.keys.path(QString()).toUtf8());
    form.paste(form.keys.read(QStringLiteral("putty.ppk")));
    const bool said = form.becomes(SshKeyEditor::Unusable);
    qputenv("PATH", path);
    QVERIFY(said);
    QVERIFY(form.key().problemText().contains(QStringLiteral("puttygen is not installed")));
    QCOMPARE(form.key().text(), QStringLiteral("Ed25519, 256 bits")); // so much can be seen
}

void TestSshKeys::filesReplaceOnlyWhenTold()
{
    KeyForm form;
    form.keys.makeKey(QStringLiteral("other"), {QStringLiteral("-t"), Ed25519});
    form.key().openFile(form.keys.path(Ed25519));
    QVERIFY(form.becomes(SshKeyEditor::Known)); // an empty field is filled at once
    QCOMPARE(form.text(PrivateKey), form.keys.read(Ed25519));
    form.document(Passphrase).insert("of the first");
    form.key().openFile(QUrl::fromLocalFile(form.keys.path(QStringLiteral("other"))).toString());
    QVERIFY(form.key().isReplacing());
    QCOMPARE(form.text(PrivateKey), form.keys.read(Ed25519));
    form.key().keep();
    QVERIFY(!form.key().isReplacing());
    QCOMPARE(form.text(PrivateKey), form.keys.read(Ed25519));
    form.key().openFile(form.keys.path(QStringLiteral("other")));
    form.key().replace();
    QCOMPARE(form.text(PrivateKey), form.keys.read(QStringLiteral("other")));
    QCOMPARE(form.text(Passphrase), QByteArray());
    QTRY_COMPARE(form.key().fingerprint().toLatin1(), form.fingerprint(QStringLiteral("other")));
    form.key().openFile(form.keys.path(QStringLiteral("other.pub")));
    QVERIFY(!form.key().isReplacing());
    QCOMPARE(form.key().fileError(), QStringLiteral("This is the public half of a key."));
    form.key().openFile(form.keys.path(QStringLiteral("nothing")));
    QCOMPARE(form.key().fileError(), QStringLiteral("The file cannot be read."));
    QCOMPARE(form.text(PrivateKey), form.keys.read(QStringLiteral("other")));
}

void TestSshKeys::filesTakeThePassphraseTypedBefore()
{
    KeyForm form;
    form.document(Passphrase).insert("correct horse");
    const QByteArray key = form.encrypted("correct horse");
    form.key().openFile(form.keys.path(QStringLiteral("encrypted")));
    QCOMPARE(form.text(Passphrase), QByteArray("correct horse"));
    QVERIFY(form.becomes(SshKeyEditor::Known));
    QCOMPARE(form.text(PrivateKey), key);
}

void TestSshKeys::publicHalvesFollow()
{
    KeyForm form;
    form.keys.makeKey(QStringLiteral("other"), {QStringLiteral("-t"), Ed25519});
    const QByteArray otherLine = form.keys.read(QStringLiteral("other.pub")).trimmed();
    form.paste(form.keys.read(Ed25519));
    QTRY_VERIFY(!form.text(PublicKey).isEmpty());
    form.paste(form.keys.read(QStringLiteral("other")));
    QTRY_COMPARE(form.text(PublicKey), otherLine); // it was filled in here
    QVERIFY(!form.key().hasOtherPublicKey());
    form.document(PublicKey).replaceAll(viewOf(form.keys.read(QStringLiteral("ed25519.pub"))));
    form.paste(form.keys.read(QStringLiteral("other")) + "\n");
    QTRY_VERIFY(form.key().hasOtherPublicKey()); // the user has written that
    QVERIFY(form.text(PublicKey).contains("ada on ed25519"));
    form.key().usePublicKey();
    QCOMPARE(form.text(PublicKey), otherLine);
    QVERIFY(!form.key().hasOtherPublicKey());
}

void TestSshKeys::anUntouchedFormStaysUntouched()
{
    KeyBench bench;
    bench.open();
    bench.browse.editSecret();
    EditorViewModel &editor = *bench.browse.editor();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    QTRY_COMPARE(editor.sshKey()->state(), SshKeyEditor::Known);
    QVERIFY(!editor.isChanged());
    bench.browse.selectSecret(Bench::Unsigned);
    QCOMPARE(editor.stage(), EditorViewModel::Closed);
    QCOMPARE(editor.sshKey()->state(), SshKeyEditor::Empty);
}

void TestSshKeys::generates_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::addColumn<QByteArray>("bits");
    QTest::newRow("Ed25519") << QStringLiteral("ed25519") << QByteArray() << QByteArray("256");
    QTest::newRow("Ed25519, encrypted") << QStringLiteral("ed25519") << QByteArray("pass") << QByteArray("256");
    QTest::newRow("RSA 3072") << QStringLiteral("rsa3072") << QByteArray() << QByteArray("3072");
    QTest::newRow("RSA 4096") << QStringLiteral("rsa4096") << QByteArray() << QByteArray("4096");
    QTest::newRow("P-256") << QStringLiteral("ecdsa256") << QByteArray() << QByteArray("256");
    QTest::newRow("P-384") << QStringLiteral("ecdsa384") << QByteArray() << QByteArray("384");
    QTest::newRow("P-521") << QStringLiteral("ecdsa521") << QByteArray("pass") << QByteArray("521");
}

void TestSshKeys::generates()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, passphrase);
    QFETCH(QByteArray, bits);
    KeyForm form;
    SshKeyGenerator &generator = *form.key().generator();
    form.key().askToGenerate(QStringLiteral("web server"));
    QVERIFY(generator.isAsking());
    QVERIFY(!generator.replaces());
    QCOMPARE(generator.kind(), QStringLiteral("ed25519"));
    QCOMPARE(generator.comment(), QStringLiteral("web server"));
    generator.setKind(kind);
    generator.setComment(QStringLiteral("ada's key"));
    generator.passphrase()->insert(viewOf(passphrase));
    bool wasBusy = false;
    connect(&generator, &SshKeyGenerator::changed, this, [&] { wasBusy |= generator.isBusy(); });
    generator.generate(); // a short key may be there before this returns
    QVERIFY(wasBusy);
    QTRY_VERIFY_WITH_TIMEOUT(!generator.isAsking(), 60000);
    QVERIFY(!generator.isBusy());
    QVERIFY(generator.passphrase()->isEmpty());
    QVERIFY(form.becomes(SshKeyEditor::Known));
    QCOMPARE(form.text(Passphrase), passphrase);
    form.keys.write(QStringLiteral("made"), form.text(PrivateKey));
    const ToolAnswer opened = runTool(QStringLiteral("ssh-keygen"),
                                      {QStringLiteral("-y"), QStringLiteral("-P"), QString::fromUtf8(passphrase),
                                       QStringLiteral("-f"), form.keys.path(QStringLiteral("made"))});
    QCOMPARE(opened.exitCode, 0);
    QCOMPARE(form.text(PublicKey), opened.output.trimmed());
    QVERIFY(opened.output.trimmed().endsWith("ada's key"));
    form.keys.write(QStringLiteral("made.pub"), opened.output);
    QCOMPARE(form.keys.listed(QStringLiteral("made.pub")).split(' ').first(), bits);
}

void TestSshKeys::generatingReplacesOnlyWhatIsNamed()
{
    KeyForm form;
    form.paste(form.keys.read(Ed25519));
    form.document(Passphrase).insert("of the first");
    SshKeyGenerator &generator = *form.key().generator();
    form.key().askToGenerate({});
    QVERIFY(generator.replaces());
    generator.cancel();
    QCOMPARE(form.text(PrivateKey), form.keys.read(Ed25519));
    form.key().askToGenerate({});
    generator.generate();
    generator.cancel(); // while it is made
    form.key().askToGenerate({});
    generator.generate();
    QTRY_VERIFY(!generator.isAsking());
    QVERIFY(form.text(PrivateKey) != form.keys.read(Ed25519));
    QCOMPARE(form.text(Passphrase), QByteArray());
    QVERIFY(form.becomes(SshKeyEditor::Known));
}

void TestSshKeys::nothingOfAKeyIsAProperty()
{
    KeyForm form;
    form.paste(form.encrypted("canary-passphrase"));
    form.document(Passphrase).insert("canary-passphrase");
    QVERIFY(form.becomes(SshKeyEditor::Known));
    const QByteArray middle = form.text(PrivateKey).split('\n').at(4);
    const QStringList seen = everythingVisible(form.app);
    QVERIFY(seen.contains(form.key().fingerprint())); // so the form was seen
    for (const QString &text : seen) {
        QVERIFY(!text.contains(QStringLiteral("canary-passphrase")));
        QVERIFY(!text.contains(QString::fromLatin1(middle)));
    }
}

void TestSshKeys::copiesThePublicHalf()
{
    KeyBench bench;
    bench.open();
    const QByteArray line = bench.keys.read(QStringLiteral("ed25519.pub")).trimmed();
    QVERIFY(bench.card().isShown());
    QVERIFY(!bench.card().isProved());
    bench.card().copyPublicKey(); // nothing tells it but the private key
    QTRY_COMPARE(Bench::clipboardText().toUtf8(), line);
    QCOMPARE(bench.card().text(), QStringLiteral("Ed25519, 256 bits"));
    QCOMPARE(bench.card().fingerprint().toLatin1(), bench.fingerprint());
    QCOMPARE(bench.card().comment(), QStringLiteral("ada on ed25519"));

    bench.hold(bench.keys.read(Ed25519), {}, line);
    QGuiApplication::clipboard()->setText(QString());
    const int before = bench.server().calls(FakeServer::Call::FetchPayload);
    QVERIFY(!bench.card().isProved());
    QCOMPARE(bench.card().fingerprint().toLatin1(), bench.fingerprint());
    bench.card().copyPublicKey();
    QTRY_COMPARE(Bench::clipboardText().toUtf8(), line);
    QCOMPARE(bench.server().calls(FakeServer::Call::FetchPayload), before + 1);
    QGuiApplication::clipboard()->setText(QString());
    bench.card().copyPublicKey(); // which is proved now
    QCOMPARE(Bench::clipboardText().toUtf8(), line);
    QCOMPARE(bench.server().calls(FakeServer::Call::FetchPayload), before + 1);
}

void TestSshKeys::aPublicHalfOfTheServersIsNotCopied()
{
    KeyBench bench;
    bench.open();
    bench.keys.makeKey(QStringLiteral("other"), {QStringLiteral("-t"), Ed25519});
    bench.hold(bench.keys.read(Ed25519), {}, bench.keys.read(QStringLiteral("other.pub")));
    bench.card().copyPublicKey();
    QTRY_COMPARE(Bench::clipboardText().toUtf8(), bench.keys.read(QStringLiteral("ed25519.pub")).trimmed());
    QVERIFY(!bench.card().warning().isEmpty());
}

void TestSshKeys::theStoredPublicHalfIsCompared()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    bench.keys.makeKey(QStringLiteral("other"), {QStringLiteral("-t"), Ed25519});
    bench.hold(bench.keys.read(Ed25519), {}, bench.keys.read(QStringLiteral("other.pub")));
    QCOMPARE(bench.card().fingerprint().toLatin1(), bench.fingerprint(QStringLiteral("other")));
    QCOMPARE(bench.card().warning(), QString());
    QVERIFY(bench.add());
    QVERIFY(!bench.card().warning().isEmpty());
    QCOMPARE(bench.card().fingerprint().toLatin1(), bench.fingerprint());
}

void TestSshKeys::keysGoIntoTheAgent()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    bench.keys.convert(Ed25519, QStringLiteral("encrypted"), {}, QStringLiteral("correct horse"));
    bench.hold(bench.keys.read(QStringLiteral("encrypted")), "correct horse");
    QVERIFY(bench.add());
    QVERIFY2(agent.has(bench.fingerprint() + " ada on ed25519"), agent.listed().constData());
    QVERIFY(!bench.card().isAsking());
    QVERIFY(bench.card().lentText().startsWith(QStringLiteral("In ssh-agent until Coffret locks")));
    QCOMPARE(bench.card().leftText(), QStringLiteral("24 h 0 min left"));
    bench.card().takeOut();
    QVERIFY(!bench.card().isLent());
    QTRY_VERIFY(!agent.has(bench.fingerprint()));
}

void TestSshKeys::lifetimes_data()
{
    QTest::addColumn<SshKeyCard::Span>("span");
    QTest::addColumn<QString>("minutes");
    QTest::addColumn<bool>("confirm");
    QTest::addColumn<QString>("left");
    QTest::newRow("an hour") << SshKeyCard::OneHour << QString() << false << QStringLiteral("1 h 0 min left");
    QTest::newRow("eight hours") << SshKeyCard::EightHours << QString() << true << QStringLiteral("8 h 0 min left");
    QTest::newRow("own") << SshKeyCard::OwnMinutes << QStringLiteral("90") << false
                         << QStringLiteral("1 h 30 min left");
    for (const char *wrong : {"", "0", "1441", "-3", "an hour"})
        QTest::newRow(wrong) << SshKeyCard::OwnMinutes << QString::fromLatin1(wrong) << false << QString();
}

void TestSshKeys::lifetimes()
{
    QFETCH(SshKeyCard::Span, span);
    QFETCH(QString, minutes);
    QFETCH(bool, confirm);
    QFETCH(QString, left);
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    bench.card().setMinutes(minutes);
    QCOMPARE(bench.add(span, confirm), !left.isEmpty());
    QCOMPARE(agent.has(bench.fingerprint()), !left.isEmpty());
    QCOMPARE(bench.card().leftText(), left);
    QCOMPARE(bench.card().minutesError().isEmpty(), !left.isEmpty());
    QCOMPARE(bench.card().lentText().contains(QStringLiteral("asks before each use")), confirm);
    if (left.isEmpty())
        return;
    bench.clock.advance(std::chrono::hours(8)); // past the end of each
    QTRY_VERIFY(!bench.card().isLent());
}

void TestSshKeys::locksTakeKeysOut()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    QVERIFY(bench.add());
    QVERIFY(agent.has(bench.fingerprint()));
    bench.app.lockAll();
    QTRY_VERIFY_WITH_TIMEOUT(!agent.has(bench.fingerprint()), 1000);
    QVERIFY(!bench.card().isShown());
    QVERIFY(bench.openAll());
    bench.browse.selectSecret(Bench::Signed);
    QVERIFY(!bench.card().isLent());
}

void TestSshKeys::leavingTakesKeysOut()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    QVERIFY(bench.add());
    bench.sessions.remove(Acme);
    QTRY_VERIFY(!agent.has(bench.fingerprint()));
}

void TestSshKeys::quittingTakesKeysOut()
{
    KeyFolder folder;
    RealAgent agent(folder.path(QStringLiteral("agent")));
    QByteArray fingerprint;
    {
        KeyBench bench;
        qputenv("SSH_AUTH_SOCK", folder.path(QStringLiteral("agent")).toUtf8());
        bench.open();
        QVERIFY(bench.add());
        fingerprint = bench.fingerprint();
        QVERIFY(agent.has(fingerprint));
    }
    QVERIFY(!agent.has(fingerprint)); // at once
}

void TestSshKeys::endsOfAccessTakeKeysOut()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.lenders[Acme] = std::make_shared<FakeCheckOut>();
    FakeCheckOut &lender = *bench.lenders[Acme];
    bench.open();
    CheckOut mine;
    mine.secretId = Bench::Signed;
    mine.state = CheckOut::State::CheckedOut;
    mine.until = bench.clock.now().addSecs(20 * 60);
    lender.becomes(mine);
    QVERIFY(bench.add());
    QCOMPARE(bench.card().leftText(), QStringLiteral("20 min left")); // no longer than it is lent
    mine.state = CheckOut::State::Expired;
    lender.becomes(mine);
    QTRY_VERIFY(!agent.has(bench.fingerprint()));
    QVERIFY(!bench.card().isLent());
}

void TestSshKeys::deletedSecretsTakeKeysOut()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    QVERIFY(bench.add());
    std::erase_if(bench.server().secrets, [](const SecretSummary &secret) { return secret.id == Bench::Signed; });
    bench.app.syncAll();
    QTRY_VERIFY(!agent.has(bench.fingerprint()));
}

void TestSshKeys::cancellingTakesBackWhatIsUnderWay()
{
    KeyBench bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    AgentKeys agentKeys(bench.sessions, bench.toast, bench.clock);
    const auto text = std::make_shared<const SecretBuffer>(secretOf(bench.keys.read(Ed25519)));
    const AgentKeys::Owner owner{Acme, Bench::Signed};
    Task<AgentKeys::Outcome> adding = agentKeys.add(owner, text, std::make_shared<const SecretBuffer>(), {});
    bench.app.lockAll(); // while a worker is at it
    const AgentKeys::Outcome outcome = QCoro::waitFor(std::move(adding));
    QCOMPARE(outcome.error->kind, ErrorKind::Cancelled);
    QVERIFY(!agentKeys.of(owner));
    QTRY_VERIFY(!agent.has(bench.fingerprint()));
}

void TestSshKeys::keysOfOthersStay()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    QCOMPARE(runTool(QStringLiteral("ssh-add"), {bench.keys.path(Ed25519)}).exitCode, 0);
    QVERIFY(!bench.add());
    QVERIFY(bench.card().errorText().startsWith(QStringLiteral("The agent has this key already")));
    bench.app.lockAll();
    QVERIFY(agent.has(bench.fingerprint()));
}

void TestSshKeys::whatTheAgentLostIsNoticed()
{
    Lender bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    const AgentKeys::Owner owner{Acme, Bench::Signed};
    const auto check = [&bench] {
        bench.agentKeys->check();
        bench.settle();
    };
    QVERIFY(!QCoro::waitFor(bench.add(Bench::Signed)).error);
    check();
    QVERIFY(bench.agentKeys->of(owner));
    agent.lock(); // and nothing can be seen of it
    check();
    QVERIFY(bench.agentKeys->of(owner));
    agent.unlock();
    QCOMPARE(runTool(QStringLiteral("ssh-add"), {QStringLiteral("-D")}).exitCode, 0);
    check();
    QTRY_VERIFY(!bench.agentKeys->of(owner));
}

void TestSshKeys::aSecondSecretKeepsTheSameKey()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    bench.server().setValues(Bench::Unsigned, {{FieldKind::PrivateKey, PrivateKey, bench.keys.read(Ed25519)}});
    QVERIFY(bench.add());
    bench.browse.selectSecret(Bench::Unsigned);
    QVERIFY(bench.add());
    bench.card().takeOut();
    bench.browse.selectSecret(Bench::Signed);
    QVERIFY(bench.card().isLent());
    bench.card().askToAdd(); // and what is asked after that finds it still there
    QVERIFY(agent.has(bench.fingerprint()));
    bench.card().takeOut();
    QTRY_VERIFY(!agent.has(bench.fingerprint()));
}

void TestSshKeys::agentTroubleIsSaid_data()
{
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QString>("said");
    const auto row = [](const char *trouble, const char *said) {
        QTest::newRow(trouble) << QString::fromLatin1(trouble) << QString::fromLatin1(said);
    };
    row("none", "No SSH agent is running.");
    row("gone", "No SSH agent is running.");
    row("locked", "The SSH agent is locked.");
    row("gpg-agent", "The agent is gpg-agent, which would keep the key on disk for good.");
}

void TestSshKeys::agentTroubleIsSaid()
{
    QFETCH(QString, trouble);
    KeyBench bench;
    const bool isGpg = trouble == QLatin1String("gpg-agent");
    RealAgent agent(bench.keys.path(isGpg ? QStringLiteral("S.gpg-agent.ssh") : QStringLiteral("agent")));
    bench.open();
    if (trouble == QLatin1String("none"))
        qunsetenv("SSH_AUTH_SOCK");
    else if (trouble == QLatin1String("gone"))
        agent.stop();
    else if (trouble == QLatin1String("locked"))
        agent.lock();
    QVERIFY(!bench.add());
    QTEST(bench.card().errorText(), "said");
    QVERIFY(!bench.card().errorHint().isEmpty());
    QVERIFY(bench.card().isAsking()); // to try again
    bench.card().cancelAdding();
    QCOMPARE(bench.card().errorText(), QString());
}

void TestSshKeys::aLockedAgentIsTriedAgain()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    QVERIFY(bench.add());
    agent.lock();
    bench.app.lockAll();
    QTRY_VERIFY(bench.toast.text().startsWith(QStringLiteral("The SSH agent is locked. The key stays in it until")));
    agent.unlock();
    QVERIFY(agent.has(bench.fingerprint()));
    QTRY_VERIFY_WITH_TIMEOUT(!agent.has(bench.fingerprint()), 20000);
}

void TestSshKeys::takingOutDoesNotWaitForKeysThatAreOpened()
{
    Lender bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    const QString putty = bench.keys.path(QStringLiteral("putty.ppk"));
    QCOMPARE(runTool(QStringLiteral("puttygen"), {bench.keys.path(QStringLiteral("other")), QStringLiteral("-O"),
                                                  QStringLiteral("private"), QStringLiteral("-o"), putty})
                 .exitCode,
             0);
    QVERIFY(!QCoro::waitFor(bench.add(Bench::Signed)).error);
    HeldPuttygen puttygen(bench.keys);
    Task<AgentKeys::Outcome> adding = bench.add(Bench::Unsigned, QStringLiteral("putty.ppk"));
    bench.app.lockAll();
    QTRY_VERIFY_WITH_TIMEOUT(!agent.has(bench.fingerprint()), 1000);
    QVERIFY(!adding.isReady());
    puttygen.letGo();
    QCOMPARE(QCoro::waitFor(std::move(adding)).error->kind, ErrorKind::Cancelled);
}

void TestSshKeys::unclearAnswersLeaveNoKey()
{
    Lender bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    const Relay relay(bench.keys.path(QStringLiteral("relay")), bench.keys.path(QStringLiteral("agent")),
                      [](std::uint8_t request, const Relay::Passing &pass) {
                          const QByteArray answer = pass();
                          return request == ToAdd ? QByteArray("no answer") : answer;
                      });
    const AgentKeys::Outcome outcome = QCoro::waitFor(bench.add(Bench::Signed));
    QCOMPARE(outcome.error->kind, ErrorKind::Malformed);
    QVERIFY(!bench.agentKeys->of({Acme, Bench::Signed}));
    QTRY_VERIFY(!agent.has(bench.fingerprint()));
}

void TestSshKeys::whatStaysInIsTriedAgain_data()
{
    QTest::addColumn<bool>("cancelled");
    QTest::newRow("taken out") << false;
    QTest::newRow("cancelled") << true;
}

void TestSshKeys::whatStaysInIsTriedAgain()
{
    QFETCH(bool, cancelled);
    Lender bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    std::atomic<int> hangUps = 1;
    HeldAnswer held;
    const Relay relay(bench.keys.path(QStringLiteral("relay")), bench.keys.path(QStringLiteral("agent")),
                      [&](std::uint8_t request, const Relay::Passing &pass) {
                          return request == ToRemove && hangUps-- > 0 ? QByteArray() : held.to(request, pass);
                      });
    Task<AgentKeys::Outcome> adding = bench.add(Bench::Signed);
    QTRY_VERIFY(held.isIn);
    if (cancelled)
        bench.agentKeys->takeOut({Acme, Bench::Signed});
    held.goOn.release();
    QCoro::waitFor(std::move(adding));
    bench.agentKeys->takeOut({Acme, Bench::Signed});
    QTRY_VERIFY(hangUps < 1);
    QVERIFY(agent.has(bench.fingerprint()));
    QTRY_VERIFY_WITH_TIMEOUT(!agent.has(bench.fingerprint()), 20000);
}

void TestSshKeys::cancellingKeepsWhatAnotherSecretLent()
{
    Lender bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    QVERIFY(!QCoro::waitFor(bench.add(Bench::Signed)).error);
    HeldAnswer held;
    const Relay relay(bench.keys.path(QStringLiteral("relay")), bench.keys.path(QStringLiteral("agent")),
                      [&held](std::uint8_t request, const Relay::Passing &pass) { return held.to(request, pass); });
    Task<AgentKeys::Outcome> adding = bench.add(Bench::Unsigned);
    QTRY_VERIFY(held.isIn);
    bench.agentKeys->takeOut({Acme, Bench::Unsigned});
    held.isHolding = false;
    held.goOn.release();
    QCOMPARE(QCoro::waitFor(std::move(adding)).error->kind, ErrorKind::Cancelled);
    bench.settle();
    QVERIFY(agent.has(bench.fingerprint()));
    QVERIFY(bench.agentKeys->of({Acme, Bench::Signed}));
}

void TestSshKeys::anotherKeyReplacesTheOneBefore()
{
    Lender bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    QVERIFY(!QCoro::waitFor(bench.add(Bench::Signed)).error);
    QVERIFY(!QCoro::waitFor(bench.add(Bench::Signed, QStringLiteral("other"))).error);
    QTRY_VERIFY(!agent.has(bench.fingerprint()));
    QVERIFY(agent.has(bench.fingerprint(QStringLiteral("other"))));
}

void TestSshKeys::aRefusalDoesNotKeepTheOthersIn()
{
    Lender bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    std::atomic<int> refusals = 1;
    const Relay relay(bench.keys.path(QStringLiteral("relay")), bench.keys.path(QStringLiteral("agent")),
                      [&refusals](std::uint8_t request, const Relay::Passing &pass) {
                          return request == ToRemove && refusals-- > 0 ? QByteArray(1, '\x05') : pass();
                      });
    QVERIFY(!QCoro::waitFor(bench.add(Bench::Signed)).error);
    QVERIFY(!QCoro::waitFor(bench.add(Bench::Unsigned, QStringLiteral("other"))).error);
    bench.agentKeys.reset();
    QVERIFY(agent.has(bench.fingerprint()));
    QVERIFY(!agent.has(bench.fingerprint(QStringLiteral("other"))));
}

void TestSshKeys::rotatedKeysAreNotTakenFromTheAgent()
{
    KeyBench bench;
    const RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    QVERIFY(bench.add());
    bench.browse.selectSecret(Bench::Unsigned);
    bench.browse.selectSecret(Bench::Signed);
    QCOMPARE(bench.card().fingerprint().toLatin1(), bench.fingerprint()); // the agent's is the secret's
    for (SecretSummary &secret : bench.server().secrets) {
        if (secret.id == Bench::Signed)
            secret.modified = bench.clock.now();
    }
    bench.app.syncAll();
    QTRY_COMPARE(bench.card().fingerprint(), QString());
    QVERIFY(bench.card().isLent());
}

void TestSshKeys::unvouchedKeysAskOnce()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.isSealed = true;
    bench.open();
    const QByteArray key = bench.keys.read(Ed25519).replace('\n', "\\n");
    bench.server().setValues(Bench::Signed, {});
    bench.server().setMessage(Bench::Signed, FakeOpenPgp::sealed("private-key=" + key), {Bench::AdasKey});
    QVERIFY(!bench.add());
    QVERIFY(bench.card().question().endsWith(QStringLiteral("Add the key to the agent anyway?")));
    QVERIFY(!agent.has(bench.fingerprint()));
    bench.card().dropQuestion();
    bench.card().copyPublicKey();
    QTRY_VERIFY(bench.card().question().endsWith(QStringLiteral("Copy its public key anyway?")));
    QCOMPARE(Bench::clipboardText(), QString());
    bench.card().goOn();
    QTRY_VERIFY(Bench::clipboardText().startsWith(QStringLiteral("ssh-ed25519 ")));
    QVERIFY(bench.add()); // without asking again
    QVERIFY(agent.has(bench.fingerprint()));
}

void TestSshKeys::forbiddenKeysAreNotUsed()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    bench.server().capabilities.setFlag(Capability::Copy, false);
    const int before = bench.server().calls(FakeServer::Call::FetchPayload);
    QVERIFY(!bench.card().useHint().isEmpty());
    QVERIFY(!bench.add());
    bench.card().copyPublicKey();
    QCOMPARE(bench.server().calls(FakeServer::Call::FetchPayload), before);
    QVERIFY(!agent.has(bench.fingerprint()));
}

void TestSshKeys::wrongPassphrasesAreSaid()
{
    KeyBench bench;
    RealAgent agent(bench.keys.path(QStringLiteral("agent")));
    bench.open();
    bench.keys.convert(Ed25519, QStringLiteral("encrypted"), {}, QStringLiteral("correct horse"));
    bench.hold(bench.keys.read(QStringLiteral("encrypted")));
    QVERIFY(!bench.add());
    QCOMPARE(bench.card().errorText(), QStringLiteral("This key is encrypted with a passphrase."));
    bench.hold(bench.keys.read(QStringLiteral("encrypted")), "battery staple");
    QVERIFY(!bench.add());
    QCOMPARE(bench.card().errorText(), QStringLiteral("The passphrase does not open the private key."));
    QVERIFY(!agent.has(bench.fingerprint()));
}

QTEST_MAIN(TestSshKeys)
#include "tst_sshkeys.moc"
