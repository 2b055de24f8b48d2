// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sshkeycard.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/checkouttexts.h"
#include "ui/viewmodels/detailviewmodel.h"
#include "ui/viewmodels/sshkeytexts.h"
#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/texts.h"

namespace coffret {

SshKeyCard::SshKeyCard(DetailViewModel &detail, AgentKeys &agentKeys, const Settings &settings,
                       ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_detail(detail)
    , m_agentKeys(agentKeys)
    , m_settings(settings)
    , m_clipboard(clipboard)
    , m_toast(toast)
    , m_clock(clock)
{
    connect(&m_agentKeys, &AgentKeys::changed, this, &SshKeyCard::changed);
    connect(&m_agentKeys, &AgentKeys::changed, this, &SshKeyCard::ticked);
    connect(&m_agentKeys, &AgentKeys::ticked, this, &SshKeyCard::ticked);
}

SshKeyCard::~SshKeyCard()
{
    m_stop.request_stop();
}

void SshKeyCard::show(Session *session)
{
    const SecretSummary &summary = m_detail.summary();
    if (m_session != session || m_secretId != summary.id || m_modified != summary.modified)
        clear();
    m_session = session;
    m_secretId = summary.id;
    m_modified = summary.modified;
    const bool wasShown = std::exchange(m_shown, m_detail.type() == toString(SecretType::SshKey));
    readFields();
    if (m_shown && !wasShown && isLent())
        m_agentKeys.check();
    Q_EMIT changed();
    Q_EMIT ticked();
}

void SshKeyCard::clear()
{
    letGo();
    m_shown = false;
    m_told.reset();
    m_known.reset();
    m_proved = false;
    m_vouched = false;
    m_message = {};
}

void SshKeyCard::letGo()
{
    ++m_generation;
    stopAll(m_stop);
    m_busy = false;
    m_asking = false;
    m_question.clear();
    Q_EMIT changed();
}

/// What can be read without opening anything.
void SshKeyCard::readFields()
{
    m_told.reset();
    m_toldFingerprint.clear();
    for (const FieldOutline &field : m_detail.fields()->fields()) {
        if (field.isProtected)
            continue;
        if (field.kind == FieldKind::Fingerprint)
            m_toldFingerprint = field.plainValue;
        const QByteArray text = field.plainValue.toUtf8();
        auto line = parseSshPublicLine({text.constData(), static_cast<std::size_t>(text.size())});
        if (field.kind == FieldKind::PublicKey && line)
            m_told = *std::move(line);
    }
    const AgentKeys::Lent *const known = lent();
    if (known && known->modified == m_modified && !m_proved) { // else it may be the key from before a rotation
        m_known = SshPublicLine{known->key, known->comment};
        m_proved = true;
    }
    if (!m_proved)
        m_known = m_told;
}

void SshKeyCard::setSpan(Span span)
{
    m_span = span;
    m_minutesError.clear();
    Q_EMIT choiceChanged();
}

void SshKeyCard::setMinutes(const QString &minutes)
{
    m_minutes = minutes;
    m_span = OwnMinutes;
    m_minutesError.clear();
    Q_EMIT choiceChanged();
}

void SshKeyCard::setConfirm(bool confirm)
{
    m_confirm = confirm;
    Q_EMIT choiceChanged();
}

AgentKeys::Owner SshKeyCard::owner() const
{
    return {m_session ? m_session->account().id : QString(), m_secretId};
}

const AgentKeys::Lent *SshKeyCard::lent() const
{
    return m_shown ? m_agentKeys.of(owner()) : nullptr;
}

QString SshKeyCard::name() const
{
    return m_detail.name();
}

QString SshKeyCard::text() const
{
    if (m_known)
        return sshKeyText(m_known->key);
    //: Heading of the part about an SSH key whose type is not known before it is opened.
    return tr("SSH key");
}

QString SshKeyCard::comment() const
{
    return m_known ? displayText(m_known->comment.toStdString()) : QString();
}

QString SshKeyCard::fingerprint() const
{
    return m_known ? QString::fromLatin1(m_known->key.fingerprint()) : m_toldFingerprint;
}

QString SshKeyCard::warning() const
{
    if (!m_proved)
        return {};
    const bool otherKey = m_told && m_told->key != m_known->key;
    const bool otherFingerprint = m_toldFingerprint.startsWith(QLatin1String("SHA256:")) &&
                                  m_toldFingerprint.toLatin1() != m_known->key.fingerprint();
    if (!otherKey && !otherFingerprint)
        return {};
    //: Warning about an SSH key. What stands here is worked out from the private key.
    return tr("The public key or fingerprint stored with it belongs to another key. What is shown here comes from the "
              "private key.");
}

QString SshKeyCard::useHint() const
{
    return m_shown ? m_detail.copyHint() : QString();
}

QString SshKeyCard::lentText() const
{
    const AgentKeys::Lent *const known = lent();
    if (!known)
        return {};
    const QString until = momentText(known->until, m_clock.now());
    //: About a key that is in the SSH agent. %1 is the latest moment.
    QString text = known->untilLocked ? tr("In ssh-agent until Coffret locks, or %1 at the latest.").arg(until)
                                      //: The same. %1 is a moment.
                                      : tr("In ssh-agent until %1, or until Coffret locks.").arg(until);
    if (known->confirm)
        //: After one of the two sentences before.
        text = inOneParagraph({text, tr("It asks before each use.")});
    return text;
}

QString SshKeyCard::leftText() const
{
    const AgentKeys::Lent *const known = lent();
    return known ? timeLeftText(known->until, m_clock.now()) : QString();
}

double SshKeyCard::remaining() const
{
    const AgentKeys::Lent *const known = lent();
    if (!known)
        return 0;
    const double whole = static_cast<double>(known->since.msecsTo(known->until));
    return std::clamp(static_cast<double>(m_clock.now().msecsTo(known->until)) / whole, 0.0, 1.0);
}

} // namespace coffret
