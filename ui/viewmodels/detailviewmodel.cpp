// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/detailviewmodel.h"

#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/attentiontexts.h"
#include "ui/viewmodels/primaryfield.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

namespace {

/// What the list knows in the clear (a user name) is no part of what was opened and stays in front of it.
std::vector<FieldOutline> withReadableFields(std::vector<FieldOutline> opened, std::vector<FieldOutline> outline)
{
    const auto isNews = [&opened](const FieldOutline &field) {
        return !field.isProtected && std::none_of(opened.begin(), opened.end(),
                                                  [&](const FieldOutline &known) { return known.key == field.key; });
    };
    std::erase_if(outline, [&](const FieldOutline &field) { return !isNews(field); });
    opened.insert(opened.begin(), std::make_move_iterator(outline.begin()), std::make_move_iterator(outline.end()));
    return opened;
}

/// One-time codes are left out: what their field holds is the seed, which is never shown or copied.
std::vector<FieldOutline> withoutSeeds(std::vector<FieldOutline> fields)
{
    std::erase_if(fields, [](const FieldOutline &field) { return field.kind == FieldKind::Totp; });
    return fields;
}

} // namespace

DetailViewModel::DetailViewModel(const Settings &settings, ClipboardGuard &clipboard, ToastViewModel &toast,
                                 const Clock &clock, QObject *parent)
    : QObject(parent), m_settings(settings), m_clipboard(clipboard), m_toast(toast), m_clock(clock)
{
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
    m_session = session;
    m_summary = {};
    m_summary.id = secretId;
    readSummary();
    m_fields.setFields(hasSecret() ? withoutSeeds(m_session->outline(secretId)) : std::vector<FieldOutline>());
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
        m_copyConfirmed = false;
        setConfirmCopy({}, {});
        m_fields.setFields(withoutSeeds(m_session->outline(m_summary.id)));
        Q_EMIT verdictChanged();
    }
    Q_EMIT secretChanged();
}

void DetailViewModel::readSummary()
{
    const Catalog::Row row = m_session ? m_session->catalog()->rowOf(m_summary.id) : Catalog::NoRow;
    if (row == Catalog::NoRow) {
        m_summary = {};
        m_path.clear();
        m_reasons.setChoices({});
        return;
    }
    m_summary = m_session->catalog()->summary(row);
    m_path = m_session->catalog()->path(row);
    m_reasons.setChoices(attentionReasons(m_summary.markers));
}

void DetailViewModel::abandonRequests()
{
    m_stop.request_stop();
    m_stop = std::stop_source();
    ++m_generation;
    m_fieldsOpened = false;
    for (const QString &key : m_fields.keys())
        m_fields.setBusy(key, false);
    setPending(0);
}

QString DetailViewModel::type() const
{
    return hasSecret() ? toString(m_summary.type) : QString();
}

QString DetailViewModel::typeLabelText() const
{
    return hasSecret() ? typeLabel(m_summary.type) : QString();
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
        return Expected;
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

void DetailViewModel::reveal(const QString &key)
{
    const FieldOutline *field = m_fields.field(key);
    if (field && field->isProtected && !m_fields.isRevealed(key))
        fetch(key, Session::Use::Show, &DetailViewModel::finishReveal);
}

void DetailViewModel::copy(const QString &key)
{
    const FieldOutline *field = m_fields.field(key);
    if (!field)
        return;
    if (!field->isProtected && !field->plainValue.isEmpty())
        putOnClipboard(key, SecretBuffer::copyOf(field->plainValue.toStdString()));
    else
        fetch(key, Session::Use::Copy, &DetailViewModel::finishCopy);
}

void DetailViewModel::fetch(const QString &key, Session::Use use,
                            void (DetailViewModel::*then)(const QString &, Session::Revealed))
{
    if (!m_session || m_fields.isBusy(key))
        return;
    setError(nullptr);
    m_fields.setBusy(key, true);
    setPending(m_pending + 1);
    const quint64 generation = m_generation;
    QCoro::connect(m_session->reveal(m_summary.id, key, m_stop.get_token(), use), this,
                   [this, key, generation, then](Result result) {
                       if (generation != m_generation)
                           return; // another secret is shown by now; the value is wiped with result
                       m_fields.setBusy(key, false);
                       setPending(m_pending - 1);
                       if (!result)
                           return setError(&result.error());
                       setVerdict(result->verdict);
                       (this->*then)(key, std::move(*result));
                   });
}

void DetailViewModel::finishReveal(const QString &key, Session::Revealed revealed)
{
    m_fields.reveal(key, std::move(revealed.value));
    startCountdown(key);
    Q_EMIT fieldRevealed(key);
    loadOpenedFields();
}

void DetailViewModel::finishCopy(const QString &key, Session::Revealed revealed)
{
    if (needsConfirmation(revealed.verdict) && !m_copyConfirmed) {
        //: Question before copying. %1 is a sentence about the signature.
        setConfirmCopy(key, tr("%1 Copy it anyway?").arg(verdictText(revealed.verdict)));
        return; // the value is not kept while the question stands
    }
    putOnClipboard(key, std::move(revealed.value));
    loadOpenedFields();
}

void DetailViewModel::loadOpenedFields()
{
    if (m_fieldsOpened)
        return;
    m_fieldsOpened = true;
    const quint64 generation = m_generation; // costs no further request: the payload is still held
    QCoro::connect(m_session->openDetails(m_summary.id, m_stop.get_token()), this,
                   [this, generation](coffret::Expected<Session::Details> details) {
                       if (generation == m_generation && details)
                           m_fields.setFields(withoutSeeds(
                               withReadableFields(std::move(details->fields), m_session->outline(m_summary.id))));
                   });
}

void DetailViewModel::putOnClipboard(const QString &key, SecretBuffer value)
{
    m_clipboard.copy(std::move(value), std::chrono::seconds(m_settings.preferences().clipboardSeconds));
    const FieldOutline *field = m_fields.field(key);
    m_toast.showCopied(field ? fieldLabel(field->kind, field->label) : QString());
}

void DetailViewModel::startCountdown(const QString &key)
{
    auto countdown = std::make_unique<Countdown>(m_clock);
    Countdown *running = countdown.get();
    connect(running, &Countdown::ticked, this,
            [this, key, running] { m_fields.setCountdown(key, running->remaining(), running->isRunning()); });
    // Queued: hiding deletes the countdown that is just speaking.
    connect(
        running, &Countdown::finished, this, [this, key] { hide(key); }, Qt::QueuedConnection);
    m_countdowns[key] = std::move(countdown);
    running->start(std::chrono::seconds(m_settings.preferences().revealSeconds));
}

void DetailViewModel::hide(const QString &key)
{
    m_countdowns.erase(key);
    m_fields.hide(key);
}

void DetailViewModel::toggle(const QString &key)
{
    if (m_fields.isRevealed(key))
        hide(key);
    else
        reveal(key);
}

void DetailViewModel::hideAll()
{
    m_countdowns.clear();
    for (const QString &key : m_fields.keys())
        m_fields.hide(key);
}

void DetailViewModel::keepRevealed(const QString &key)
{
    if (m_countdowns.erase(key) > 0)
        m_fields.setCountdown(key, 1, false);
}

void DetailViewModel::copyPrimary()
{
    copy(primaryFieldOf(m_summary.type, m_fields.fields()));
}

void DetailViewModel::togglePrimary()
{
    toggle(primaryFieldOf(m_summary.type, m_fields.fields()));
}

void DetailViewModel::copyUsername()
{
    const QStringList keys = m_fields.keys();
    const auto username = std::find_if(keys.begin(), keys.end(), [this](const QString &key) {
        return m_fields.field(key)->kind == FieldKind::Username;
    });
    if (username != keys.end())
        copy(*username);
}

void DetailViewModel::confirmCopy()
{
    const QString key = m_confirmCopyKey;
    setConfirmCopy({}, {});
    if (key.isEmpty())
        return;
    m_copyConfirmed = true;
    copy(key);
}

void DetailViewModel::cancelCopy()
{
    setConfirmCopy({}, {});
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

void DetailViewModel::setVerdict(const coffret::Verdict &verdict)
{
    m_verdict = verdict;
    Q_EMIT verdictChanged();
}

void DetailViewModel::setConfirmCopy(const QString &key, const QString &text)
{
    m_confirmCopyKey = key;
    if (m_confirmCopyText == text)
        return;
    m_confirmCopyText = text;
    Q_EMIT confirmCopyChanged();
}

void DetailViewModel::setError(const Error *error)
{
    const UserMessage message = error && error->kind != ErrorKind::Cancelled ? describe(error->kind) : UserMessage();
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
