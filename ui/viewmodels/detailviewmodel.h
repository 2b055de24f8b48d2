// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/displaytext.h"
#include "core/session/session.h"
#include "core/toolbox/tokenforms.h"
#include "ui/models/choicelistmodel.h"
#include "ui/models/fieldlistmodel.h"
#include "ui/viewmodels/certificatecard.h"
#include "ui/viewmodels/codewatch.h"
#include "ui/viewmodels/countdown.h"

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

#include <map>
#include <memory>
#include <set>

namespace coffret {

class ClipboardGuard;
class Settings;
class ToastViewModel;
struct UserMessage;

/// One secret: its summary, its masked fields, and how long each may be seen. Owned by BrowseViewModel, main thread.
class DetailViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool hasSecret READ hasSecret NOTIFY secretChanged)
    Q_PROPERTY(QString secretId READ secretId NOTIFY secretChanged)
    Q_PROPERTY(QString name READ name NOTIFY secretChanged)
    Q_PROPERTY(QString path READ path NOTIFY secretChanged)
    Q_PROPERTY(coffret::ChoiceListModel *places READ places CONSTANT)
    Q_PROPERTY(bool shared READ isShared NOTIFY secretChanged)
    Q_PROPERTY(QString sharedText READ sharedText NOTIFY secretChanged)
    Q_PROPERTY(QString type READ type NOTIFY secretChanged)
    Q_PROPERTY(QString typeLabel READ typeLabelText NOTIFY secretChanged)
    Q_PROPERTY(QString symbol READ symbol NOTIFY secretChanged)
    Q_PROPERTY(QString ground READ ground NOTIFY secretChanged)
    Q_PROPERTY(bool favourite READ isFavourite NOTIFY secretChanged)
    Q_PROPERTY(QString description READ description NOTIFY secretChanged)
    Q_PROPERTY(QString createdText READ createdText NOTIFY secretChanged)
    Q_PROPERTY(QString modifiedText READ modifiedText NOTIFY secretChanged)
    Q_PROPERTY(QStringList uris READ uris NOTIFY secretChanged)
    Q_PROPERTY(QString webAddress READ webAddress NOTIFY secretChanged)
    Q_PROPERTY(coffret::ChoiceListModel *reasons READ reasons CONSTANT)
    Q_PROPERTY(bool canEdit READ canEdit NOTIFY secretChanged)
    Q_PROPERTY(QString editHint READ editHint NOTIFY secretChanged)
    Q_PROPERTY(QString revealHint READ revealHint NOTIFY secretChanged)
    Q_PROPERTY(QString copyHint READ copyHint NOTIFY secretChanged)
    Q_PROPERTY(coffret::FieldListModel *fields READ fields CONSTANT)
    Q_PROPERTY(coffret::CertificateCard *certificate READ certificate CONSTANT)
    Q_PROPERTY(bool hasHiddenCertificate READ hasHiddenCertificate NOTIFY secretChanged)
    Q_PROPERTY(bool busy READ isBusy NOTIFY busyChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged)
    Q_PROPERTY(QString errorHint READ errorHint NOTIFY errorChanged)
    Q_PROPERTY(Verdict verdictState READ verdictState NOTIFY verdictChanged)
    Q_PROPERTY(QString verdictText READ verdictSentence NOTIFY verdictChanged)
    Q_PROPERTY(QString verdictDetail READ verdictDetail NOTIFY verdictChanged)
    Q_PROPERTY(bool openInfo READ isOpened NOTIFY verdictChanged)
    Q_PROPERTY(QString ageText READ ageText NOTIFY verdictChanged) ///< of values that the server was not asked for
    Q_PROPERTY(QString confirmCopyText READ confirmCopyText NOTIFY confirmCopyChanged)
public:
    enum Verdict {
        NoVerdict,
        NotApplicable,
        Expected,
        Foreign,
        UnknownKey,
        Unsigned,
        Expired,
        Revoked,
        OutOfOrder,
        OrderUnknown
    };
    Q_ENUM(Verdict)
    enum Form { Header, ExportLine, Json }; ///< as TokenForm
    Q_ENUM(Form)

    DetailViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock,
                    QObject *parent = nullptr);
    ~DetailViewModel() override;

    /// Hides what was revealed before. The session has to outlive the view or be taken away with clear().
    void show(Session *session, const QString &secretId);
    void refresh(); ///< reads the summary again, for example after a sync; clears when the secret is gone
    void follow();  ///< the same, unless the session's last step brought nothing new about it
    void clear();

    [[nodiscard]] bool hasSecret() const { return !m_summary.id.isEmpty(); }
    [[nodiscard]] QString secretId() const { return m_summary.id; }
    [[nodiscard]] const SecretSummary &summary() const { return m_summary; } ///< an empty id: nothing is shown
    [[nodiscard]] QString name() const { return visibleText(m_summary.name); }
    [[nodiscard]] QString path() const { return visibleText(m_path); }
    [[nodiscard]] ChoiceListModel *places() { return &m_places; } ///< that path, a folder each, by their lists
    [[nodiscard]] bool isShared() const { return m_summary.markers.testFlag(Marker::Shared); }
    [[nodiscard]] QString sharedText() const; ///< whether others have it too; empty where the account cannot share
    [[nodiscard]] QString type() const;
    [[nodiscard]] QString typeLabelText() const;
    [[nodiscard]] QString symbol() const; ///< as symbolName()
    [[nodiscard]] QString ground() const; ///< as colourName()
    [[nodiscard]] bool isFavourite() const { return m_summary.markers.testFlag(Marker::Favourite); }
    [[nodiscard]] QString description() const { return visibleText(m_summary.description, LineEnds::Kept); }
    [[nodiscard]] QString createdText() const;
    [[nodiscard]] QString modifiedText() const;
    [[nodiscard]] QStringList uris() const { return m_summary.uris; }
    [[nodiscard]] ChoiceListModel *reasons() { return &m_reasons; } ///< why it needs attention, and what to do
    [[nodiscard]] bool canEdit() const { return hasSecret() && editHint().isEmpty(); }
    [[nodiscard]] QString editHint() const;   ///< why not; empty when it can be changed
    [[nodiscard]] QString revealHint() const; ///< why protected values are not shown; empty when they can be
    [[nodiscard]] QString copyHint() const;   ///< and not copied
    [[nodiscard]] FieldListModel *fields() { return &m_fields; }
    [[nodiscard]] CertificateCard *certificate() { return &m_certificate; }
    [[nodiscard]] bool hasHiddenCertificate() const; ///< in a protected field
    [[nodiscard]] bool isBusy() const { return m_pending > 0; }
    [[nodiscard]] QString errorText() const { return m_errorText; }
    [[nodiscard]] QString errorHint() const { return m_errorHint; }
    [[nodiscard]] Verdict verdictState() const;
    [[nodiscard]] QString verdictSentence() const;
    [[nodiscard]] QString verdictDetail() const;
    [[nodiscard]] bool isOpened() const { return m_verdict.has_value(); }
    [[nodiscard]] QString ageText() const;
    [[nodiscard]] QString confirmCopyText() const { return m_confirmCopyText; }

    Q_INVOKABLE void reveal(const QString &key);
    Q_INVOKABLE void hide(const QString &key);
    Q_INVOKABLE void toggle(const QString &key);
    Q_INVOKABLE void copy(const QString &key);
    /// As a program takes it. form: of TokenForm.
    Q_INVOKABLE void copyInForm(const QString &key, coffret::DetailViewModel::Form form);
    Q_INVOKABLE void copyPrimaryInForm(coffret::DetailViewModel::Form form);
    Q_INVOKABLE void copyUri(const QString &uri);               ///< one of uris()
    Q_INVOKABLE QString shownAddress(const QString &uri) const; ///< as it may be read
    Q_INVOKABLE bool opens(const QString &uri) const;           ///< a browser does, and no other program
    Q_INVOKABLE QString addressNote(const QString &uri) const;  ///< what to know of it before; mostly empty
    Q_INVOKABLE void openUri(const QString &uri);               ///< one of uris(), in the browser
    Q_INVOKABLE void copyPrimary();
    Q_INVOKABLE void togglePrimary();
    Q_INVOKABLE void revealPrimary();
    Q_INVOKABLE void confirmCopy();
    Q_INVOKABLE void cancelCopy();
    Q_INVOKABLE void hideAll();
    Q_INVOKABLE void keepRevealed(const QString &key);
    Q_INVOKABLE void inspectCertificate(); ///< fetches it as reveal() does, but shows only what it says
    Q_INVOKABLE void copyFingerprint(const QString &fingerprint); ///< one of certificate()
    Q_INVOKABLE void closeDetail();
    Q_INVOKABLE void dismissError();

    /// Access has ended: what is shown goes, and what was opened has to be opened again.
    void letGo();
    [[nodiscard]] QString primaryKey() const; ///< of the field that is meant when none is named
    /// Says so when the rules are against copying: what leaves the screen as a picture is as good as copied.
    [[nodiscard]] bool refusesCopy() { return refuse(copyHint()); }
    [[nodiscard]] bool asksBeforeCopy() const; ///< nobody vouches for the value, and the user has not said yes
    void copyUsername();
    void copyAddress(); ///< the first, if there is one
    void copyCode();    ///< the one-time code, if there is one
    /// The main value with the present one-time code behind it, for services that take both in one field.
    void copyPrimaryWithCode();
    [[nodiscard]] QString webAddress() const; ///< the first of uris() that a browser opens; empty: none

Q_SIGNALS:
    void secretChanged();
    void busyChanged();
    void errorChanged();
    void verdictChanged();
    void confirmCopyChanged();
    void fieldRevealed(const QString &key);
    void fetchEnded(const QString &key);         ///< of the field asked for, whatever came of it
    void accessRefused(coffret::ErrorKind kind); ///< values are lent here, and this one is not at present
    void closed();                               ///< the user closed the pane
    void browserWanted(const QString &address);

private:
    using Result = coffret::Expected<Session::Revealed>;
    /// What a value is fetched for. card: the field that waits; form: what it is copied in, if not as it is.
    struct Wish
    {
        QString card;
        Session::Use use = Session::Use::Copy;
        std::optional<TokenForm> form = {};
        QString codeKey = {}; ///< of the one-time code that goes behind it
    };
    void revealAs(const QString &key, const QString &asked);
    void copyAs(const QString &asked, Wish wish);
    void fetch(const QString &asked, Wish wish);
    void take(const Wish &wish, const std::shared_ptr<Result> &result);
    void finish(const Wish &wish, const std::shared_ptr<Result> &result);
    void fail(const Error &error);
    void use(const Wish &wish, Session::Revealed revealed);
    void finishReveal(Session::Revealed revealed);
    void finishCopy(Session::Revealed revealed, const Wish &wish);
    void copyWithCode(std::shared_ptr<const Session::Revealed> revealed, const QString &codeKey);
    // detailcertificate.cpp
    [[nodiscard]] QString certificateKey() const;
    void followCertificate();
    void endCardTime();
    [[nodiscard]] bool takeCertificate(const Session::Revealed &revealed);
    void sayNoSuchField();
    void showCode(const QString &key, Session::Revealed code);
    void turnCode();
    void forgetCode();
    void copyFirst(FieldKind kind);
    [[nodiscard]] QString firstKeyOf(FieldKind kind) const; ///< empty: there is none
    [[nodiscard]] QString primaryAsked(const QString &key) const;
    void startCountdown(const QString &key);
    [[nodiscard]] bool refuse(const QString &hint);
    void putOnClipboard(const FieldOutline &field, SecretBuffer value, std::optional<TokenForm> form = {});
    void putOnClipboard(SecretBuffer value, bool isProtected, const QString &what, FieldKind kind);
    /// As it was opened, else as the list says.
    [[nodiscard]] SecretType shownType() const { return m_fieldsOpened ? m_openedType : m_summary.type; }
    void setVerdict(const coffret::Verdict &verdict, const QDateTime &asOf);
    /// Before anything is opened only a vault without signatures has one.
    [[nodiscard]] std::optional<coffret::Verdict> knownVerdict() const;
    void setConfirmCopy(std::optional<Wish> wish, const QString &text);
    void setError(const Error *error);
    void setMessage(const UserMessage &message);
    void setPending(int pending);
    void readSummary();
    [[nodiscard]] bool isUpToDate() const;
    [[nodiscard]] QStringList rules() const;
    void abandonRequests();

    const Settings &m_settings;
    ClipboardGuard &m_clipboard;
    ToastViewModel &m_toast;
    const Clock &m_clock;
    CodeWatch m_codeWatch;
    QString m_codeKey; ///< of the one-time code that is shown
    FieldListModel m_fields;
    CertificateCard m_certificate;
    Countdown m_cardTime; ///< of a card that is shown without its field
    QString m_inspected;  ///< the key of the field that is fetched for the card alone
    ChoiceListModel m_places;
    ChoiceListModel m_reasons;
    std::map<QString, std::unique_ptr<Countdown>> m_countdowns; ///< by field key, while revealed
    QPointer<Session> m_session;
    SecretSummary m_summary;
    std::weak_ptr<const Catalog> m_readFrom; ///< the summary was
    QStringList m_rules;                     ///< that held then
    QString m_path;
    std::optional<coffret::Verdict> m_verdict;
    QDateTime m_asOf; ///< of what was opened; null: as it is now
    QString m_errorText;
    QString m_errorHint;
    QString m_confirmCopyText;
    std::optional<Wish> m_confirming; ///< to copy, while the question stands
    bool m_copyConfirmed = false;     ///< for this secret
    bool m_fieldsOpened = false;      ///< the fields come from the opened secret, not from its outline
    SecretType m_openedType = SecretType::Unknown;
    int m_pending = 0;
    quint64 m_generation = 0; ///< answers to an earlier secret are dropped
    std::stop_source m_stop;
};

} // namespace coffret
