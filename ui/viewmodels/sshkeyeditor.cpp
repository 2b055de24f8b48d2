// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sshkeyeditor.h"

#include "core/base/displaytext.h"
#include "core/model/secret.h"
#include "core/sshkey/sshpublicline.h"
#include "ui/models/editfieldmodel.h"
#include "ui/viewmodels/secretfile.h"
#include "ui/viewmodels/setupfiles.h"
#include "ui/viewmodels/sshkeytexts.h"

#include <QScopedValueRollback>

namespace coffret {

namespace {

constexpr std::chrono::milliseconds AtOnce{0};
constexpr std::chrono::milliseconds WhileTyping{400}; // each try takes a while

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

SecretDocument *documentOf(const EditFieldModel &fields, FieldKind kind)
{
    const EditField *const field = fields.field(fieldKey(kind));
    return field ? field->document.get() : nullptr;
}

bool isAboutPassphrase(SshKeyProblem problem)
{
    return problem == SshKeyProblem::NoPassphrase || problem == SshKeyProblem::WrongPassphrase;
}

} // namespace

SshKeyEditor::SshKeyEditor(EditFieldModel &fields, QObject *parent) : QObject(parent), m_fields(fields)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &SshKeyEditor::look);
    connect(&m_fields, &EditFieldModel::countChanged, this, &SshKeyEditor::follow);
    connect(&m_generator, &SshKeyGenerator::generated, this,
            [this](const std::shared_ptr<const GeneratedSshKey> &key) { putIn(*key); });
}

SshKeyEditor::~SshKeyEditor() = default;

void SshKeyEditor::begin(bool takesPassphrase)
{
    end();
    m_active = true;
    m_takesPassphrase = takesPassphrase;
    follow();
}

void SshKeyEditor::end()
{
    m_active = false;
    m_generator.cancel();
    m_waiting.reset();
    m_fileProblem = {};
    m_filledPublicKey.clear();
    m_filledFingerprint.clear();
    follow();
    reset();
}

/// Fields come and go.
void SshKeyEditor::follow()
{
    SecretDocument *const key = m_active ? documentOf(m_fields, FieldKind::PrivateKey) : nullptr;
    SecretDocument *const passphrase = m_active ? documentOf(m_fields, FieldKind::Passphrase) : nullptr;
    if (key == m_key && passphrase == m_passphrase)
        return;
    for (const QPointer<SecretDocument> &before : {m_key, m_passphrase}) {
        if (before)
            disconnect(before, nullptr, this, nullptr);
    }
    m_key = key;
    m_passphrase = passphrase;
    if (m_key)
        connect(m_key, &SecretDocument::valueChanged, this, [this] {
            m_converted = m_converted && m_writing;
            lookSoon(AtOnce);
        });
    if (m_passphrase)
        connect(m_passphrase, &SecretDocument::valueChanged, this, [this] {
            if (m_encrypted)
                lookSoon(m_writing ? AtOnce : WhileTyping);
        });
    lookSoon(AtOnce);
}

void SshKeyEditor::lookSoon(std::chrono::milliseconds delay)
{
    ++m_generation;
    m_soon.start(delay);
}

bool SshKeyEditor::hasKey() const
{
    return m_key && !m_key->isEmpty();
}

void SshKeyEditor::look()
{
    if (!hasKey())
        return reset();
    if (m_looking)
        return; // looks again when it is done
    m_looking = true;
    if (m_state == Empty)
        m_state = Looking;
    Q_EMIT changed();
    const auto text = std::make_shared<const SecretBuffer>(m_key->value().clone());
    const auto passphrase =
        std::make_shared<const SecretBuffer>(m_passphrase ? m_passphrase->value().clone() : SecretBuffer());
    std::function<Look()> job = [text, passphrase] {
        return std::make_shared<const SshKeyLook>(lookAtSshKey(*text, *passphrase));
    };
    const quint64 generation = m_generation;
    QCoro::connect(m_workers.run<Look>(std::move(job)), this, [this, generation](const Look &look) {
        m_looking = false;
        if (generation == m_generation)
            take(look);
        else if (!m_soon.isActive())
            this->look();
    });
}

void SshKeyEditor::reset()
{
    m_state = Empty;
    m_public.reset();
    m_comment.clear();
    m_convertedFrom.wipe();
    m_problem = {};
    m_encrypted = m_converted = m_needsPassphrase = m_otherPublicKey = false;
    m_fields.setProblem(fieldKey(FieldKind::Passphrase), {});
    Q_EMIT changed();
}

void SshKeyEditor::take(const Look &look)
{
    m_needsPassphrase = look->problem && isAboutPassphrase(*look->problem);
    m_state = !look->problem ? Known : m_needsPassphrase ? Locked : Unusable;
    m_public = look->publicKey;
    m_comment = look->comment;
    m_encrypted = look->encrypted;
    m_problem = look->problem ? describe(*look->problem) : UserMessage();
    m_fileProblem = {};
    showProblem();
    if (look->proved) {
        takeConverted(*look);
        fillPublicKey();
    }
    Q_EMIT changed();
}

/// What is wrong with the passphrase stands under that.
void SshKeyEditor::showProblem()
{
    const bool isBelow = m_needsPassphrase && m_passphrase;
    m_fields.setProblem(fieldKey(FieldKind::Passphrase), isBelow ? m_problem.inOneLine() : QString());
    if (isBelow)
        m_problem = {};
}

/// Only what the user has put here, and once.
void SshKeyEditor::takeConverted(const SshKeyLook &look)
{
    if (look.converted.isEmpty() || !m_key->isChanged() || m_key->value().equals(m_convertedFrom))
        return;
    const QScopedValueRollback writing(m_writing, true);
    m_converted = true;
    m_convertedFrom = m_key->value().clone();
    m_key->replaceAll(look.converted.view());
}

/// Only after the user has changed something: a form that is just looked at stays as it is.
void SshKeyEditor::fillPublicKey()
{
    SecretDocument *const publicKey = documentOf(m_fields, FieldKind::PublicKey);
    m_otherPublicKey = false;
    if (publicKey && !publicKey->isEmpty() && publicKey->value().view() != viewOf(m_filledPublicKey)) {
        const Expected<SshPublicLine> there = parseSshPublicLine(publicKey->value().view());
        m_otherPublicKey = !there || there->key != *m_public;
        return;
    }
    if (!m_key->isChanged() && !(m_passphrase && m_passphrase->isChanged()))
        return;
    fillIn(fieldKey(FieldKind::PublicKey), m_public->line(m_comment), m_filledPublicKey);
    fillIn(fieldKey(FieldKind::Fingerprint), m_public->fingerprint(), m_filledFingerprint);
}

void SshKeyEditor::fillIn(const QString &key, const QByteArray &value, QByteArray &filled)
{
    const EditField *const field = m_fields.field(key);
    if (!field || !(field->document->isEmpty() || field->document->value().view() == viewOf(filled)))
        return;
    filled = value;
    if (field->document->value().view() != viewOf(value))
        field->document->replaceAll(viewOf(value));
}

void SshKeyEditor::usePublicKey()
{
    SecretDocument *const publicKey = documentOf(m_fields, FieldKind::PublicKey);
    if (!m_otherPublicKey || !publicKey)
        return;
    m_filledPublicKey = m_public->line(m_comment);
    publicKey->replaceAll(viewOf(m_filledPublicKey));
    m_otherPublicKey = false;
    Q_EMIT changed();
}

void SshKeyEditor::openFile(const QString &pathOrUrl)
{
    if (!m_key)
        return;
    m_fileProblem = {};
    m_waiting.reset();
    Expected<SecretBuffer> text = readSecretFile(localPath(pathOrUrl), MostSshKeyText);
    if (!text && text.error().kind == ErrorKind::StorageFault)
        //: A file with an SSH key was chosen or dropped. What is wrong, then the next step.
        m_fileProblem = {tr("The file cannot be read."), tr("See that it is there and that you may read it.")};
    else if (!text)
        m_fileProblem = describe(SshKeyProblem::TooLarge);
    else if (!hasPrivateKey(text->view()))
        m_fileProblem = describe(sshKeyProblem(text->view(), {ErrorKind::InvalidInput, {}, 0}, false));
    else {
        m_waiting = std::make_shared<const GeneratedSshKey>(GeneratedSshKey{*std::move(text), passphraseForFile()});
        if (!hasKey())
            replace();
    }
    Q_EMIT changed();
}

/// What was typed before there was a key is for the one that comes now.
SecretBuffer SshKeyEditor::passphraseForFile() const
{
    return m_passphrase && !hasKey() ? m_passphrase->value().clone() : SecretBuffer();
}

void SshKeyEditor::replace()
{
    if (const auto key = std::exchange(m_waiting, {}); key && m_key)
        putIn(*key);
    Q_EMIT changed();
}

void SshKeyEditor::keep()
{
    m_waiting.reset();
    Q_EMIT changed();
}

void SshKeyEditor::askToGenerate(const QString &comment)
{
    if (m_key)
        m_generator.ask(comment, hasKey(), m_passphrase || m_takesPassphrase);
}

void SshKeyEditor::addPassphraseField()
{
    if (!m_passphrase && m_takesPassphrase)
        Q_EMIT passphraseFieldWanted();
}

/// A passphrase of the key before would only be in the way.
void SshKeyEditor::putIn(const GeneratedSshKey &key)
{
    if (!m_key)
        return;
    if (!key.passphrase.isEmpty())
        addPassphraseField();
    const QScopedValueRollback writing(m_writing, true);
    m_fileProblem = {};
    m_converted = false;
    m_convertedFrom.wipe();
    if (m_passphrase && !m_passphrase->value().equals(key.passphrase))
        m_passphrase->replaceAll(key.passphrase.view());
    m_key->replaceAll(key.text.view());
}

QString SshKeyEditor::text() const
{
    if (m_public)
        return sshKeyText(*m_public);
    //: In a form, about a private key of which nothing can be seen before it is opened.
    return m_state == Locked ? tr("Private key") : QString();
}

QString SshKeyEditor::comment() const
{
    return displayText(m_comment.toStdString());
}

QString SshKeyEditor::fingerprint() const
{
    return m_public ? QString::fromLatin1(m_public->fingerprint()) : QString();
}

QString SshKeyEditor::protection() const
{
    if (m_state != Known && m_state != Locked)
        return {};
    const QString encrypted = m_state == Locked
                                  //: About a private key in a form: it needs a passphrase that is not there.
                                  ? tr("Encrypted with a passphrase")
                                  //: About a private key in a form.
                                  : m_encrypted ? tr("Encrypted, and the passphrase fits")
                                                //: About a private key in a form.
                                                : tr("Not encrypted with a passphrase of its own");
    //: About a private key in a form. %1 is one of the sentences before. OpenSSH and PuTTY are names.
    return m_converted ? tr("%1. Converted from PuTTY's format to OpenSSH's").arg(encrypted) : encrypted;
}

bool SshKeyEditor::lacksPassphraseField() const
{
    return m_needsPassphrase && !m_passphrase && m_takesPassphrase;
}

} // namespace coffret
