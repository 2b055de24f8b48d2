// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/sshkey/sshtools.h"
#include "tests/core/x509/certificateforge.h"
#include "tests/ui/bench.h"
#include "ui/desktop/language.h"

#include <QQuickItem>
#include <QTcpServer>

#include <optional>

namespace coffret::test {

/// What a QML test may reach: the whole view-model graph on fakes, and what assistive technology sees of an item.
/// Made by the test's QML, one a test case.
class Stage : public QObject
{
    Q_OBJECT
    Q_PROPERTY(coffret::AppViewModel *app READ app CONSTANT)
    Q_PROPERTY(coffret::QuickLookupViewModel *lookup READ lookup CONSTANT)
    Q_PROPERTY(QString signedSecret READ signedSecret CONSTANT)
    Q_PROPERTY(QString unsignedSecret READ unsignedSecret CONSTANT)
    Q_PROPERTY(QString password READ password CONSTANT)
    Q_PROPERTY(QString certificateSecret READ certificateSecret CONSTANT)
public:
    explicit Stage(QObject *parent = nullptr);

    [[nodiscard]] AppViewModel *app() { return &m_bench.app; }
    [[nodiscard]] QuickLookupViewModel *lookup() { return &m_bench.lookup; }
    /// A code as on the command line; empty: English as in the code. Before anything is shown.
    Q_INVOKABLE void speak(const QString &code);
    [[nodiscard]] QString signedSecret() const { return Bench::Signed; }
    [[nodiscard]] QString unsignedSecret() const { return Bench::Unsigned; }
    [[nodiscard]] QString certificateSecret() const { return QStringLiteral("s000002"); }
    [[nodiscard]] QString password() const { return QString::fromUtf8(Bench::Password); }

    Q_INVOKABLE void addAccount(const QString &id, const QString &name);
    Q_INVOKABLE bool openAll();
    Q_INVOKABLE void failNextSync();
    /// The current account's server has so many other secrets from now on, without every left-out-th; 0: all of them.
    Q_INVOKABLE void serveMany(int secrets, int leftOut);
    /// The next account that is set up asks for these: "code", "yubikey", "browser". "123456" is right.
    Q_INVOKABLE void askAtNextSetup(const QStringList &methods);
    /// While held, a value that is asked for does not come; nor does a list.
    Q_INVOKABLE void holdValues(bool held);
    Q_INVOKABLE void holdLists(bool held);
    /// Before openAll(): the account can be changed, shared and talked about. Betty's key was never compared.
    Q_INVOKABLE void makeWritable(const QString &id);
    /// Before openAll(): an administrator allows exports, or only encrypted ones.
    Q_INVOKABLE void allowExports(const QString &id, bool inTheClear);
    /// Before addAccount(): its values are lent.
    Q_INVOKABLE void lend(const QString &id);
    /// What a server says of a secret from now on: "available", "request" (somebody has to approve first), "approved",
    /// "mine", "expired", "taken", "refused", "betty". seconds: until its end, 0 for none.
    Q_INVOKABLE void lendingBecomes(const QString &secretId, const QString &state, int seconds = 0);
    Q_INVOKABLE void failNextLending(const QString &how); ///< "unsupported" or "unreachable"
    Q_INVOKABLE void failNextValue(const QString &how);   ///< "approval", "held" or "ended"
    Q_INVOKABLE QStringList lendLog() const;
    Q_INVOKABLE bool isShown(const QString &key); ///< in the clear, of the chosen secret
    /// Before openAll(), after makeWritable(): the account keeps one value for each environment of "shop".
    Q_INVOKABLE void makeEnvironments(const QString &id);
    Q_INVOKABLE void refuseValuesIn(const QString &environmentId); ///< empty: nowhere
    Q_INVOKABLE QString heldValue(const QString &environmentId, const QString &name) const;
    Q_INVOKABLE QStringList environmentLog() const;
    /// The account is of this service ("fudo", "commandk"), and was set up.
    Q_INVOKABLE void makeService(const QString &id, const QString &service, const QStringList &apps = {});
    Q_INVOKABLE void refuseSettings(bool refused);                 ///< they cannot be written
    Q_INVOKABLE QVariantMap savedAccount(const QString &id) const; ///< name, apps, switchedOff, givesBack
    Q_INVOKABLE void forbidShowing(bool forbidden);
    Q_INVOKABLE void failNextWrite();
    Q_INVOKABLE void keepOutbox();          ///< before openAll(): what cannot be sent may wait, in later accounts too
    Q_INVOKABLE void loseServer(bool lost); ///< of the account that is shown
    Q_INVOKABLE void loseOutbox(bool lost); ///< the keyring does not give its key, from the next unlock on
    Q_INVOKABLE void changeOnServer(const QString &secretId); ///< as if somebody else had
    Q_INVOKABLE QString written(coffret::SecretDocument *document) const;
    Q_INVOKABLE QStringList writeLog() const;
    Q_INVOKABLE QStringList shareLog() const;
    Q_INVOKABLE void mark(const QString &secretId);             ///< as out of order, from the next sync on
    Q_INVOKABLE QString writtenValue(const QString &key) const; ///< as it came to the vault last
    /// Somebody has an account kit and a key file, and was sent links. The kit names serverKey, the server shows Ada's.
    Q_INVOKABLE void invite(const QString &serverKey);
    Q_INVOKABLE QString adasKey() const;
    Q_INVOKABLE QString writeFile(const QString &name, const QString &contents); ///< its path
    Q_INVOKABLE QString filePath(const QString &name) const;                     ///< of one that need not be there
    Q_INVOKABLE QString fileText(const QString &name) const;
    Q_INVOKABLE QString link(bool recovering) const;
    Q_INVOKABLE void setKeys(const QStringList &kinds); ///< of the user: "plain", "card" or "revoked" ones
    Q_INVOKABLE void setServerClock(int secondsAhead);
    Q_INVOKABLE void advance(int seconds);
    /// Before openAll(): the server shows another OpenPGP key.
    Q_INVOKABLE void changeServerKey(const QString &fingerprint);
    /// From the next sync on: another key for what is shared, and a folder whose name nobody vouches for.
    Q_INVOKABLE void changeSharedKey(const QString &fingerprint);
    Q_INVOKABLE QString markFolder(); ///< its id
    Q_INVOKABLE void waitForKey();    ///< from the next sync on: two secrets wait for the shared key
    Q_INVOKABLE QString savedServerKey() const;
    Q_INVOKABLE QString clipboardText() const;
    // stageprograms.cpp
    Q_INVOKABLE void programAsks(const QString &name); ///< wants the signed secret; empty: nobody knows who
    Q_INVOKABLE QString programAnswer() const;         ///< "none", the value, or the number of a refusal
    // stagecertificates.cpp
    Q_INVOKABLE void copyChain();      ///< leaf.example, its issuer and their root in PEM, but not in this order
    Q_INVOKABLE QString writePkcs12(); ///< the same with the key, password "word"; its path
    Q_INVOKABLE void holdCertificate(const QString &id); ///< before openAll(): in certificateSecret, protected

    /// Before openAll(), after makeWritable(): the signed secret is an SSH key, with a real ssh-agent to lend it to.
    Q_INVOKABLE void makeSshKey(const QString &id);
    Q_INVOKABLE QString sshKeyFile() const;     ///< a path: another key than that
    Q_INVOKABLE QString sshFingerprint() const; ///< of the secret
    Q_INVOKABLE bool agentHasKey() const;

    // stagemarkup.cpp
    /// Before openAll(), after makeWritable() if at all: whatever people write into the account ends with this.
    Q_INVOKABLE void writeEverywhere(const QString &id, const QString &text);
    Q_INVOKABLE void makeLookAlike(const QString &name, bool looksAlike); ///< somebody that things can be shared with
    /// A web server on this computer that only notes what it is asked for; its address, with a slash at its end.
    Q_INVOKABLE QString listen();
    [[nodiscard]] Q_INVOKABLE QStringList hits() const; ///< the paths that were asked for

    /// Names, descriptions, values and texts of everything accessible in the item's window.
    Q_INVOKABLE QStringList accessibleTexts(QQuickItem *item) const;
    /// How assistive technology is told of words in the item's window: "text", "heading", "alert", or another role's
    /// number; empty where they are not told.
    Q_INVOKABLE QString saidAs(QQuickItem *item, const QString &words) const;
    /// Whether assistive technology takes it for a field that hides what is in it ("password text"), and how much text
    /// it can read there: nothing, if all is well.
    Q_INVOKABLE bool isPasswordText(QQuickItem *item) const;
    Q_INVOKABLE int readableCharacters(QQuickItem *item) const;
    /// What an AT-SPI "press" does. False when the item offers none.
    Q_INVOKABLE bool pressAccessibly(QQuickItem *item) const;
    /// Items that take the keyboard but have no accessible name, by type and objectName.
    Q_INVOKABLE QStringList namelessFocusables(QQuickItem *item) const;
    /// Words and symbols in the item's window that stand out too little.
    Q_INVOKABLE QStringList contrastFaults(QQuickItem *item) const;
    /// Saves what the item's window shows as <name>.png in $COFFRET_PICTURES, where somebody wants to look at it. Its
    /// digest; empty without that folder.
    Q_INVOKABLE QString keepPicture(QQuickItem *item, const QString &name) const;
    /// Words in the item's window that cannot be read, but for items with one of these objectNames.
    Q_INVOKABLE QStringList layoutFaults(QQuickItem *item, const QStringList &exceptions) const;

private:
    [[nodiscard]] fakes::FakeCheckOut &lender() const { return *m_bench.lenders.at(QStringLiteral("acme")); }
    void forgeChain();

    KeyFolder m_keys;
    std::unique_ptr<RealAgent> m_agent;
    Bench m_bench;                          ///< before the agent goes
    std::vector<ForgedCertificate> m_chain; ///< the leaf first
    std::optional<Language> m_language;
    QTcpServer m_listener;
    QStringList m_hits;
    QString m_programAnswer;
};

} // namespace coffret::test
