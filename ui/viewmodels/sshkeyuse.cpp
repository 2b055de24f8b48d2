// SPDX-License-Identifier: GPL-3.0-or-later
// What a SshKeyCard does with the private key: opening it, copying its public half, lending it to the agent.
#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/checkouttexts.h"
#include "ui/viewmodels/detailviewmodel.h"
#include "ui/viewmodels/sshkeycard.h"
#include "ui/viewmodels/sshkeytexts.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"

#include <algorithm>

namespace coffret {

void SshKeyCard::start(Purpose purpose)
{
    if (!m_shown || m_busy || !m_session)
        return;
    m_message = {};
    m_purpose = purpose;
    if (const QString hint = useHint(); !hint.isEmpty())
        return m_toast.showMessage(hint);
    m_busy = true;
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(fetch(m_session, m_secretId, m_stop.get_token()), this,
                   [this, purpose, generation](const Expected<Material> &material) {
                       if (generation == m_generation)
                           take(purpose, material);
                   });
}

Task<Expected<SshKeyCard::Material>> SshKeyCard::fetch(QPointer<Session> session, QString secretId, StopToken stop)
{
    const QString keyField = fieldKey(FieldKind::PrivateKey);
    Task<Expected<Session::Revealed>> opening = session->reveal(secretId, keyField, stop, Session::Use::Copy);
    Expected<Session::Revealed> key = co_await opening;
    if (!key)
        co_return failure(key);
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    const QString passphraseField = fieldKey(FieldKind::Passphrase);
    Task<Expected<Session::Revealed>> looking = session->reveal(secretId, passphraseField, stop, Session::Use::Copy);
    Expected<Session::Revealed> passphrase = co_await looking;
    if (!passphrase && passphrase.error().kind != ErrorKind::NotFound)
        co_return failure(passphrase);
    Material material;
    material.verdict = key->verdict;
    material.text = std::make_shared<const SecretBuffer>(std::move(key->value));
    material.passphrase =
        std::make_shared<const SecretBuffer>(passphrase ? std::move(passphrase->value) : SecretBuffer());
    co_return material;
}

void SshKeyCard::take(Purpose purpose, const Expected<Material> &material)
{
    if (!material) {
        const ErrorKind kind = material.error().kind;
        const bool isLending = m_session && m_session->checkOut() && isAboutLending(kind);
        finish(isLending || kind == ErrorKind::Cancelled ? UserMessage() : describe(kind));
        if (isLending)
            Q_EMIT accessRefused(kind);
        return;
    }
    if (!isVouched(material->verdict) && !m_vouched) { // the value is not kept while the question stands
        const QString sentence = verdictText(material->verdict);
        //: Question before a key is used. %1 is a sentence about the signature.
        m_question = purpose == Purpose::Add ? tr("%1 Add the key to the agent anyway?").arg(sentence)
                                             //: The same before its public half is worked out and copied.
                                             : tr("%1 Copy its public key anyway?").arg(sentence);
        return finish({});
    }
    const quint64 generation = m_generation;
    if (purpose == Purpose::CopyPublicKey) {
        QCoro::connect(m_agentKeys.look(material->text, material->passphrase), this,
                       [this, generation](const std::shared_ptr<const SshKeyLook> &look) {
                           if (generation == m_generation)
                               takeLook(*look);
                       });
        return;
    }
    const std::optional<AgentKeys::Wish> wish = this->wish();
    if (!wish)
        return finish({});
    QCoro::connect(m_agentKeys.add(owner(), material->text, material->passphrase, *wish, m_modified), this,
                   [this, generation](const AgentKeys::Outcome &outcome) {
                       if (generation == m_generation)
                           takeOutcome(outcome);
                   });
}

void SshKeyCard::takeLook(const SshKeyLook &look)
{
    if (!look.proved || !look.publicKey)
        return finish(describe(look.problem.value_or(SshKeyProblem::Other)));
    learn(*look.publicKey, look.comment);
    finish({});
    putOnClipboard();
}

void SshKeyCard::takeOutcome(const AgentKeys::Outcome &outcome)
{
    if (outcome.key)
        learn(*outcome.key, outcome.comment);
    if (outcome.problem)
        return finish(describe(*outcome.problem));
    if (outcome.error && outcome.error->kind != ErrorKind::Cancelled)
        return finish(describeAgentError(*outcome.error, m_confirm));
    m_asking = false;
    finish({});
}

void SshKeyCard::learn(const SshPublicKey &key, const QString &comment)
{
    const bool isTold = m_told && m_told->key == key && comment.isEmpty();
    m_known = SshPublicLine{key, isTold ? m_told->comment : comment};
    m_proved = true;
}

void SshKeyCard::finish(UserMessage message)
{
    m_busy = false;
    m_message = std::move(message);
    if (!m_question.isEmpty())
        m_asking = false;
    Q_EMIT changed();
    Q_EMIT ticked();
}

/// What the server says of it is not proved, and would let its own key in wherever it is put.
void SshKeyCard::copyPublicKey()
{
    if (m_proved)
        putOnClipboard();
    else
        start(Purpose::CopyPublicKey);
}

void SshKeyCard::putOnClipboard()
{
    const QByteArray line = m_known->key.line(m_known->comment);
    m_clipboard.copy(SecretBuffer::copyOf({line.constData(), static_cast<std::size_t>(line.size())}),
                     std::chrono::seconds(m_settings.preferences().clipboardSeconds));
    m_toast.showCopied(fieldLabel(FieldKind::PublicKey, {}));
}

void SshKeyCard::askToAdd()
{
    if (!m_shown || m_busy || isLent())
        return;
    if (const QString hint = useHint(); !hint.isEmpty())
        return m_toast.showMessage(hint);
    m_message = {};
    m_asking = true;
    Q_EMIT changed();
}

void SshKeyCard::add()
{
    if (m_asking && wish())
        start(Purpose::Add);
}

void SshKeyCard::cancelAdding()
{
    if (!m_asking)
        return;
    if (m_busy)
        m_agentKeys.takeOut(owner());
    letGo();
    dismissError();
}

void SshKeyCard::takeOut()
{
    m_agentKeys.takeOut(owner());
}

void SshKeyCard::goOn()
{
    if (m_question.isEmpty())
        return;
    m_question.clear();
    m_vouched = true;
    start(m_purpose);
}

void SshKeyCard::dropQuestion()
{
    m_question.clear();
    Q_EMIT changed();
}

void SshKeyCard::dismissError()
{
    m_message = {};
    Q_EMIT changed();
}

/// A key that is lent for a while does not outlive that in the agent either.
std::optional<AgentKeys::Wish> SshKeyCard::wish()
{
    AgentKeys::Wish wish;
    wish.confirm = m_confirm;
    wish.untilLocked = m_span == UntilLocked;
    if (m_span == OneHour)
        wish.lifetime = std::chrono::hours(1);
    if (m_span == EightHours)
        wish.lifetime = std::chrono::hours(8);
    if (m_span == OwnMinutes) {
        bool isNumber = false;
        const int minutes = m_minutes.trimmed().toInt(&isNumber);
        const bool fits = isNumber && minutes >= 1 && minutes <= MostMinutes;
        //: Error under a number of minutes. %1 is a number.
        m_minutesError = fits ? QString() : tr("Write a number of minutes from 1 to %1.").arg(MostMinutes);
        Q_EMIT choiceChanged();
        if (!fits)
            return {};
        wish.lifetime = std::chrono::minutes(minutes);
    }
    const VaultCheckOut *const vault = m_session ? m_session->checkOut() : nullptr;
    for (const CheckOut &held : vault ? vault->held() : std::vector<CheckOut>()) {
        if (held.secretId == m_secretId && held.until.isValid())
            wish.lifetime = std::min(wish.lifetime, std::chrono::seconds(m_clock.now().secsTo(held.until)));
    }
    return wish;
}

} // namespace coffret
