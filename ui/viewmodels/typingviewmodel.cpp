// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/typingviewmodel.h"

#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/typingtexts.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>
#include <utility>

namespace coffret {

namespace {

/// A line end in a value would press Enter somewhere, a Tab leave the field: whoever wrote it does not decide that.
bool isOneLine(const SecretBuffer &value)
{
    const std::string_view bytes = value.view();
    return std::none_of(bytes.begin(), bytes.end(), [](char byte) { return byte == '\n' || byte == '\t'; });
}

SecretBuffer joined(const std::vector<SecretBuffer> &values, bool withEnter)
{
    std::size_t size = 1 + values.size();
    for (const SecretBuffer &value : values)
        size += value.size();
    SecretBuffer text(size);
    for (const SecretBuffer &value : values) {
        if (&value != &values.front())
            text.append("\t");
        text.append(value.view());
    }
    if (withEnter)
        text.append("\n");
    return text;
}

const FieldOutline *fieldOf(const std::vector<FieldOutline> &fields, const QString &key)
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const FieldOutline &one) { return one.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

} // namespace

TypingViewModel::TypingViewModel(QObject *parent) : QObject(parent) {}

TypingViewModel::~TypingViewModel()
{
    m_stop.request_stop();
}

void TypingViewModel::setTypist(Typist *typist)
{
    m_typist = typist;
    if (typist)
        connect(typist, &Typist::finished, this, &TypingViewModel::onFinished);
}

QString TypingViewModel::obstacle() const
{
    return describe(m_typist ? m_typist->obstacle() : Typist::Obstacle::NoWay);
}

QString TypingViewModel::hint(const Session *session) const
{
    const QString general = obstacle();
    return general.isEmpty() ? useHint(session, Session::Use::Copy) : general;
}

QStringList TypingViewModel::loginKeys(const std::vector<FieldOutline> &fields)
{
    const auto keyOf = [&fields](FieldKind kind) {
        const auto found =
            std::find_if(fields.begin(), fields.end(), [kind](const FieldOutline &one) { return one.kind == kind; });
        return found == fields.end() ? QString() : found->key;
    };
    const QString user = keyOf(FieldKind::Username);
    const QString password = keyOf(FieldKind::Password);
    return user.isEmpty() || password.isEmpty() ? QStringList() : QStringList{user, password};
}

void TypingViewModel::ask(const Subject &subject)
{
    cancel();
    m_subject = subject;
    m_asking = true;
    m_errorText = hint(subject.session);
    if (m_errorText.isEmpty()) {
        const Typist::Target target = m_typist->aim();
        if (!target.known && m_typist->knowsWindows())
            //: Why a value cannot be typed into another window.
            m_errorText = tr("No window of another program had the keyboard before. Click into one, then try again.");
        else
            m_question = describe(target);
    }
    Q_EMIT changed();
}

void TypingViewModel::cancel()
{
    if (m_typing && m_typist)
        m_typist->stop();
    ++m_generation;
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_subject = {};
    m_question.clear();
    m_doubt.clear();
    m_errorText.clear();
    m_asking = m_busy = m_typing = false;
    Q_EMIT changed();
}

void TypingViewModel::type(bool withEnter)
{
    if (!m_asking || m_busy || m_typing || m_question.isEmpty() || !m_subject.session)
        return;
    m_busy = true;
    m_errorText.clear();
    Q_EMIT changed();
    const quint64 generation = m_generation;
    QCoro::connect(fetch(m_subject.session, m_subject.secretId, m_subject.keys, m_stop.get_token()), this,
                   [this, generation, withEnter](const Expected<std::shared_ptr<Material>> &material) {
                       if (generation != m_generation)
                           return; // cancelled meanwhile; the values are wiped with material
                       m_busy = false;
                       take(material, withEnter);
                   });
}

Task<Expected<std::shared_ptr<TypingViewModel::Material>>>
TypingViewModel::fetch(QPointer<Session> session, QString secretId, QStringList keys, StopToken stop)
{
    auto material = std::make_shared<Material>();
    for (const QString &key : std::as_const(keys)) {
        if (!session)
            co_return failure(ErrorKind::Cancelled);
        const std::vector<FieldOutline> fields = session->outline(secretId);
        const FieldOutline *const known = fieldOf(fields, key);
        if (known && !known->isProtected) {
            material->values.push_back(SecretBuffer::copyOf(known->plainValue.toStdString()));
            continue;
        }
        Task<Expected<Session::Revealed>> opening = session->reveal(secretId, key, stop, Session::Use::Copy);
        Expected<Session::Revealed> revealed = co_await opening;
        if (!revealed)
            co_return failure(revealed);
        if (!isVouched(revealed->verdict) && !material->unvouched)
            material->unvouched = revealed->verdict;
        material->values.push_back(std::move(revealed->value));
    }
    co_return material;
}

void TypingViewModel::take(const Expected<std::shared_ptr<Material>> &material, bool withEnter)
{
    if (!material)
        return fail(describe(material.error().kind).inOneLine());
    const std::vector<SecretBuffer> &values = (*material)->values;
    if (!std::all_of(values.begin(), values.end(), isOneLine))
        return fail(describe(Typist::Result::NoKey));
    if ((*material)->unvouched && m_doubt.isEmpty()) { // the values are not kept while the question stands
        //: Question before a value is typed into another window. %1 is a sentence about the signature.
        m_doubt = tr("%1 Type it anyway?").arg(verdictText(*(*material)->unvouched));
        Q_EMIT changed();
        return Q_EMIT doubted();
    }
    if (!m_typist)
        return cancel();
    m_asking = false;
    m_typing = true;
    Q_EMIT changed();
    Q_EMIT asideWanted();
    m_typist->type(joined(values, withEnter));
}

void TypingViewModel::fail(const QString &text)
{
    m_errorText = text;
    Q_EMIT changed();
}

void TypingViewModel::onFinished(Typist::Result result)
{
    if (!m_typing)
        return; // another window's
    m_typing = false;
    cancel();
    if (result == Typist::Result::Typed)
        Q_EMIT typed();
    else
        Q_EMIT told(describe(result));
}

} // namespace coffret
