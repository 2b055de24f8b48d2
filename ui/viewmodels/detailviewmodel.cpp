// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/detailviewmodel.h"

#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/attentiontexts.h"
#include "ui/viewmodels/environmentqueries.h"
#include "ui/viewmodels/symboltexts.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr std::size_t MostPlaces = 64; // a server can nest them as deep as it likes

/// From the root down to this one.
std::vector<Choice> placesDownTo(const Catalog &catalog, const QString &collectionId)
{
    std::vector<Choice> places;
    const Collection *at = catalog.collection(collectionId);
    for (; at && places.size() < MostPlaces; at = catalog.collection(at->parentId))
        places.push_back({collectionNodeId(at->id), at->name, {}, {}});
    std::reverse(places.begin(), places.end());
    return places;
}

} // namespace

DetailViewModel::DetailViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast,
                                 const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clipboard(clipboard)
    , m_toast(toast)
    , m_clock(clock)
    , m_codeWatch(clock)
    , m_certificate(clock)
    , m_cardTime(clock)
{
    connect(&m_codeWatch, &CodeWatch::ticked, this,
            [this] { m_fields.setCodeRemaining(m_codeKey, m_codeWatch.remaining()); });
    connect(&m_codeWatch, &CodeWatch::turned, this, &DetailViewModel::turnCode);
    connect(&m_cardTime, &Countdown::finished, this, &DetailViewModel::endCardTime);
}

DetailViewModel::~DetailViewModel()
{
    m_stop.request_stop();
}

void DetailViewModel::show(Session *session, const QString &secretId)
{
    if (session == m_session && secretId == m_summary.id)
        return;
    abandonRequests();
    hideAll();
    setError(nullptr);
    setConfirmCopy({}, {});
    m_copyConfirmed = false;
    m_verdict.reset();
    m_asOf = {};
    m_session = session;
    m_summary = {};
    m_summary.id = secretId;
    readSummary();
    m_fields.setFields(hasSecret() ? m_session->outline(secretId) : std::vector<FieldOutline>());
    followCertificate();
    Q_EMIT secretChanged();
    Q_EMIT verdictChanged();
}

void DetailViewModel::clear()
{
    show(nullptr, {});
}

void DetailViewModel::refresh()
{
    if (!hasSecret())
        return;
    const QDateTime modified = m_summary.modified;
    const SecretType type = m_summary.type;
    readSummary();
    if (!hasSecret()) {
        m_summary.id = QStringLiteral("gone"); // so that clear() sees a change
        clear();
        return;
    }
    if (m_summary.modified != modified) { // what was opened is not what is there now
        abandonRequests();
        hideAll();
        m_verdict.reset();
        m_asOf = {};
        m_copyConfirmed = false;
        setConfirmCopy({}, {});
        m_fields.setFields(m_session->outline(m_summary.id));
        followCertificate();
        Q_EMIT verdictChanged();
    } else if (m_summary.type != type && !m_fieldsOpened && !isBusy()) { // learnt by opening it elsewhere
        m_fields.setFields(m_session->outline(m_summary.id));
    }
    Q_EMIT secretChanged();
}

void DetailViewModel::follow()
{
    if (isUpToDate())
        m_readFrom = m_session->catalog();
    else
        refresh();
}

bool DetailViewModel::isUpToDate() const
{
    if (!hasSecret() || !m_session)
        return false;
    const auto steps = m_session->steps();
    const Catalog::Row row = m_session->catalog()->rowOf(m_summary.id);
    return steps && steps->lead(m_readFrom.lock(), m_session->catalog()) && row != Catalog::NoRow &&
           !steps->isNews(row) && m_rules == rules();
}

/// What the session says of it besides its summary.
QStringList DetailViewModel::rules() const
{
    return {editHint(), revealHint(), copyHint(), sharedText()};
}

void DetailViewModel::readSummary()
{
    const Catalog::Row row = m_session ? m_session->catalog()->rowOf(m_summary.id) : Catalog::NoRow;
    if (row == Catalog::NoRow) {
        m_summary = {};
        m_path.clear();
        m_places.setChoices({});
        m_reasons.setChoices({});
        return;
    }
    m_readFrom = m_session->catalog();
    m_summary = m_session->catalog()->summary(row);
    m_path = m_session->catalog()->path(row);
    m_places.setChoices(placesDownTo(*m_session->catalog(), m_summary.collectionId));
    m_reasons.setChoices(attentionReasons(m_summary.markers));
    m_rules = rules();
}

void DetailViewModel::abandonRequests()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    ++m_generation;
    m_fieldsOpened = false;
    m_inspected.clear();
    forgetCode();
    for (const QString &key : m_fields.keys())
        m_fields.setBusy(key, false);
    setPending(0);
}

QString DetailViewModel::type() const
{
    return hasSecret() ? toString(shownType()) : QString();
}

QString DetailViewModel::symbol() const
{
    return symbolName(m_summary.icon);
}

QString DetailViewModel::ground() const
{
    return colourName(m_summary.icon);
}

QString DetailViewModel::typeLabelText() const
{
    return hasSecret() ? typeLabel(shownType()) : QString();
}

QString DetailViewModel::sharedText() const
{
    if (!m_session || !m_session->sharing() || !m_session->capabilities().testFlag(Capability::Sharing))
        return {};
    if (isShared())
        //: Below the name of a secret: others have it too.
        return tr("Shared");
    //: Below the name of a secret: nobody else has it.
    return m_summary.markers.testFlag(Marker::Personal) ? tr("Only you") : QString();
}

QString DetailViewModel::editHint() const
{
    if (!hasSecret() || !m_session)
        return {};
    if (!m_session->writing() || !m_session->capabilities().testFlag(Capability::Write))
        //: Why a secret cannot be changed.
        return tr("This account can only be read");
    if (m_summary.right == AccessRight::Read)
        //: Why a secret cannot be changed.
        return tr("You can read this, but not change it");
    if (m_summary.markers.testFlag(Marker::UnknownType))
        //: Why a secret cannot be changed.
        return tr("This version of Coffret does not know its type");
    if (m_summary.markers.testFlag(Marker::MetadataUnreadable))
        //: Why a secret cannot be changed.
        return tr("Its details cannot be decrypted");
    return {};
}

QString DetailViewModel::revealHint() const
{
    return hasSecret() ? useHint(m_session, Session::Use::Show) : QString();
}

QString DetailViewModel::copyHint() const
{
    return hasSecret() ? useHint(m_session, Session::Use::Copy) : QString();
}

QString DetailViewModel::createdText() const
{
    return relativeTime(m_summary.created, m_clock.now());
}

QString DetailViewModel::modifiedText() const
{
    return relativeTime(m_summary.modified, m_clock.now());
}

std::optional<coffret::Verdict> DetailViewModel::knownVerdict() const
{
    const bool signs = m_session && m_session->capabilities().testFlag(Capability::EndToEnd);
    return m_verdict || signs || !hasSecret() ? m_verdict : coffret::Verdict();
}

DetailViewModel::Verdict DetailViewModel::verdictState() const
{
    const std::optional<coffret::Verdict> verdict = knownVerdict();
    if (!verdict)
        return NoVerdict;
    if (verdict->outOfOrder)
        return OutOfOrder;
    switch (verdict->state) {
    case SignatureState::NotApplicable:
        return NotApplicable;
    case SignatureState::Expected:
        return verdict->orderUnknown ? OrderUnknown : Expected;
    case SignatureState::Foreign:
        return Foreign;
    case SignatureState::UnknownKey:
        return UnknownKey;
    case SignatureState::Unsigned:
        return Unsigned;
    case SignatureState::ExpiredKey:
        return Expired;
    case SignatureState::RevokedKey:
        return Revoked;
    case SignatureState::Bad:
        break; // core never hands out a plaintext with it
    }
    return NoVerdict;
}

QString DetailViewModel::verdictSentence() const
{
    const std::optional<coffret::Verdict> verdict = knownVerdict();
    return verdict ? verdictText(*verdict) : QString();
}

QString DetailViewModel::verdictDetail() const
{
    return m_verdict ? groupedFingerprint(m_verdict->signerFingerprint) : QString();
}

QString DetailViewModel::ageText() const
{
    //: In a banner above a secret that was kept for when its server cannot be reached. %1 is a moment, for example
    //: "yesterday 18:02".
    return m_asOf.isValid() ? tr("Kept on this computer, as of %1").arg(relativeTime(m_asOf, m_clock.now()))
                            : QString();
}

void DetailViewModel::closeDetail()
{
    clear();
    Q_EMIT closed();
}

void DetailViewModel::dismissError()
{
    setError(nullptr);
}

void DetailViewModel::setVerdict(const coffret::Verdict &verdict, const QDateTime &asOf)
{
    m_verdict = verdict;
    m_asOf = asOf;
    Q_EMIT verdictChanged();
}

void DetailViewModel::setConfirmCopy(std::optional<Wish> wish, const QString &text)
{
    m_confirming = std::move(wish);
    if (m_confirmCopyText == text)
        return;
    m_confirmCopyText = text;
    Q_EMIT confirmCopyChanged();
}

void DetailViewModel::setError(const Error *error)
{
    UserMessage message;
    if (error && error->kind != ErrorKind::Cancelled)
        message = describe(error->kind);
    if (!message.text.isEmpty())
        message.text = readRefusal(*error, m_session);
    setMessage(message);
}

void DetailViewModel::setMessage(const UserMessage &message)
{
    if (message.text == m_errorText)
        return;
    m_errorText = message.text;
    m_errorHint = message.hint;
    Q_EMIT errorChanged();
}

void DetailViewModel::setPending(int pending)
{
    const bool wasBusy = isBusy();
    m_pending = pending;
    if (wasBusy != isBusy())
        Q_EMIT busyChanged();
}

} // namespace coffret
