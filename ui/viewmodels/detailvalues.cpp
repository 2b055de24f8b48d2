// SPDX-License-Identifier: GPL-3.0-or-later
// The values of the secret that is shown: fetching and showing them.
#include "core/store/settings.h"
#include "ui/viewmodels/checkouttexts.h"
#include "ui/viewmodels/detailviewmodel.h"
#include "ui/viewmodels/onetimecode.h"
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

} // namespace

/// A key may ask for what no button offers: then it is told why.
bool DetailViewModel::refuse(const QString &hint)
{
    if (!hint.isEmpty())
        m_toast.showMessage(hint);
    return !hint.isEmpty();
}

void DetailViewModel::reveal(const QString &key)
{
    revealAs(key, key);
}

/// asked: the same key, or none for the primary field of what the secret turns out to be.
void DetailViewModel::revealAs(const QString &key, const QString &asked)
{
    const FieldOutline *field = m_fields.field(key);
    if (!field || !field->isProtected || m_fields.isRevealed(key) || refuse(revealHint()))
        return;
    m_inspected.clear();
    fetch(asked, {key, Session::Use::Show});
}

void DetailViewModel::fetch(const QString &asked, Wish wish)
{
    if (!m_session || m_fields.isBusy(wish.card))
        return;
    setError(nullptr);
    m_fields.setBusy(wish.card, true);
    setPending(m_pending + 1);
    const quint64 generation = m_generation;
    QCoro::connect(m_session->reveal(m_summary.id, asked, m_stop.get_token(), wish.use), this,
                   [this, wish, generation](Result result) {
                       if (generation != m_generation)
                           return; // another secret is shown by now; the value is wiped with result
                       m_fields.setBusy(wish.card, false);
                       setPending(m_pending - 1);
                       take(wish, std::make_shared<Result>(std::move(result)));
                   });
}

/// The cards become those of the opened secret first: it may have others than its row promised.
void DetailViewModel::take(const Wish &wish, const std::shared_ptr<Result> &result)
{
    const bool opened = *result || result->error().kind == ErrorKind::NotFound;
    if (!opened || m_fieldsOpened)
        return finish(wish, result);
    const quint64 generation = m_generation; // costs no further request: the payload is still held
    QCoro::connect(m_session->openDetails(m_summary.id, m_stop.get_token()), this,
                   [this, wish, generation, result](coffret::Expected<Session::Details> details) {
                       if (generation != m_generation)
                           return;
                       if (details) {
                           m_fieldsOpened = true;
                           setVerdict(details->verdict, details->asOf);
                           m_openedType = details->type;
                           m_fields.setFields(
                               withReadableFields(std::move(details->fields), m_session->outline(m_summary.id)));
                           if (!hasHiddenCertificate())
                               followCertificate();
                           Q_EMIT secretChanged();
                       }
                       if (details && !*result) {
                           sayNoSuchField();
                           return Q_EMIT fetchEnded(wish.card);
                       }
                       finish(wish, result);
                   });
}

void DetailViewModel::sayNoSuchField()
{
    //: In place of a value: the opened secret turned out to have other fields than the list promised.
    setMessage({tr("The secret has no such field."),
                //: What to do next, after the sentence above.
                tr("The fields it has are shown now.")});
}

void DetailViewModel::finish(const Wish &wish, const std::shared_ptr<Result> &result)
{
    if (*result)
        use(wish, std::move(**result));
    else
        fail(result->error());
    Q_EMIT fetchEnded(wish.card);
}

void DetailViewModel::fail(const Error &error)
{
    const bool isLent = m_session && m_session->checkOut();
    if (isLent && (isAboutLending(error.kind) || error.kind == ErrorKind::Unsupported))
        return Q_EMIT accessRefused(error.kind);
    if (error.kind == ErrorKind::InvalidInput) // of what is revealed only a code can be unusable
        return setMessage(describeUnusableCode());
    setError(&error);
}

void DetailViewModel::use(const Wish &wish, Session::Revealed revealed)
{
    setVerdict(revealed.verdict, revealed.asOf);
    if (wish.use == Session::Use::Show)
        finishReveal(std::move(revealed));
    else
        finishCopy(std::move(revealed), wish);
}

void DetailViewModel::finishReveal(Session::Revealed revealed)
{
    const QString key = revealed.field.key;
    if (!m_fields.field(key) || takeCertificate(revealed))
        return;
    if (revealed.codeTurns.isValid())
        showCode(key, std::move(revealed));
    else
        m_fields.reveal(key, std::move(revealed.value));
    startCountdown(key);
    Q_EMIT fieldRevealed(key);
}

void DetailViewModel::showCode(const QString &key, Session::Revealed code)
{
    m_codeKey = key;
    m_fields.reveal(key, inGroups(code.value));
    m_codeWatch.start(code.codeTurns, code.codePeriod);
}

void DetailViewModel::turnCode()
{
    coffret::Expected<Session::Revealed> next = m_session ? m_session->shownCode() : failure(ErrorKind::NotFound);
    if (next)
        showCode(m_codeKey, std::move(*next));
    else
        hide(m_codeKey);
}

void DetailViewModel::forgetCode()
{
    m_codeWatch.stop();
    m_codeKey.clear();
    if (m_session)
        m_session->hideCode();
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
    if (key == m_codeKey)
        forgetCode();
    if (key == certificateKey() && !m_cardTime.isRunning())
        followCertificate();
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
    forgetCode();
    followCertificate();
}

void DetailViewModel::letGo()
{
    hideAll();
    setConfirmCopy({}, {});
    m_copyConfirmed = false;
}

void DetailViewModel::keepRevealed(const QString &key)
{
    if (m_countdowns.erase(key) > 0)
        m_fields.setCountdown(key, 1, false);
}

/// Before it is opened a secret may be of another type than its row says.
QString DetailViewModel::primaryAsked(const QString &key) const
{
    return m_fieldsOpened ? key : QString();
}

QString DetailViewModel::primaryKey() const
{
    return primaryFieldOf(shownType(), m_fields.fields());
}

void DetailViewModel::revealPrimary()
{
    const QString key = primaryKey();
    revealAs(key, primaryAsked(key));
}

void DetailViewModel::togglePrimary()
{
    const QString key = primaryKey();
    if (m_fields.isRevealed(key))
        hide(key);
    else
        revealAs(key, primaryAsked(key));
}

} // namespace coffret
