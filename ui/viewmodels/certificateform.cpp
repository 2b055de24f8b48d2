// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/certificateform.h"

#include "core/x509/certificatetext.h"
#include "ui/models/editfieldmodel.h"
#include "ui/viewmodels/certificatetexts.h"
#include "ui/viewmodels/editorform.h"
#include "ui/viewmodels/secretfile.h"
#include "ui/viewmodels/setupfiles.h"

#include <QFileInfo>
#include <QQmlEngine>

namespace coffret {

namespace {

constexpr int Pause = 250; // ms

SecretBuffer valueOf(const SecretDocument *document)
{
    return document == nullptr ? SecretBuffer() : document->value().clone();
}

} // namespace

CertificateForm::CertificateForm(EditFieldModel &fields, const Clock &clock, QObject *parent)
    : QObject(parent), m_fields(fields), m_card(clock)
{
    QQmlEngine::setObjectOwnership(&m_password, QQmlEngine::CppOwnership);
    m_pause.setSingleShot(true);
    m_pause.setInterval(Pause);
    connect(&m_pause, &QTimer::timeout, this, &CertificateForm::inspect);
    connect(&m_card, &CertificateCard::changed, this, [this] {
        Q_EMIT changed();
        if (std::exchange(m_ordering, false))
            putInOrder();
    });
    connect(&m_fields, &EditFieldModel::edited, this, [this] {
        if (m_active)
            m_pause.start();
    });
    connect(&m_fields, &EditFieldModel::countChanged, this, &CertificateForm::findAnchor);
}

CertificateForm::~CertificateForm() = default;

void CertificateForm::begin(SecretType type, bool revealable)
{
    end();
    m_active = true;
    m_type = type;
    findAnchor();
    const EditField *field = m_fields.field(m_anchor);
    m_sealed = !revealable && field != nullptr && !field->document->isEmpty();
    inspect();
}

void CertificateForm::end()
{
    m_active = m_ordering = false;
    m_pause.stop();
    m_card.clear();
    m_fileText.clear();
    m_anchor.clear();
    forgetFile();
}

void CertificateForm::findAnchor()
{
    QString anchor;
    if (m_active && document(FieldKind::Certificate) != nullptr)
        anchor = fieldKey(FieldKind::Certificate);
    else if (m_active && m_type == SecretType::Certificate && document(FieldKind::PrivateKey) != nullptr)
        anchor = fieldKey(FieldKind::PrivateKey);
    if (anchor == m_anchor)
        return;
    m_anchor = anchor;
    Q_EMIT changed();
}

SecretDocument *CertificateForm::document(FieldKind kind) const
{
    for (const EditField &field : m_fields.fields()) {
        if (field.kind == kind)
            return field.document.get();
    }
    return nullptr;
}

void CertificateForm::inspect()
{
    const EditField *field = m_fields.field(m_anchor);
    if (field == nullptr || m_sealed)
        return m_card.clear();
    const bool apart = field->kind == FieldKind::Certificate;
    m_card.inspect(field->document->value().clone(), apart ? valueOf(document(FieldKind::PrivateKey)) : SecretBuffer(),
                   valueOf(document(FieldKind::Passphrase)));
}

bool CertificateForm::isOutOfOrder() const
{
    return m_card.isShown() && !m_card.inspection().chain.isInOrder;
}

QString CertificateForm::expiryDay() const
{
    const Certificate *leaf = m_card.inspection().leaf();
    return leaf == nullptr ? QString() : dayText(leaf->notAfter);
}

void CertificateForm::putInOrder()
{
    const EditField *field = m_fields.field(m_anchor);
    if (field == nullptr || !isOutOfOrder())
        return;
    m_ordering = m_pause.isActive() || m_card.isLooking();
    if (m_ordering)
        return;
    field->document->replaceAll(inOrder(m_card.inspection(), field->document->value()).view());
    inspect();
}

void CertificateForm::chooseFile(const QString &pathOrUrl)
{
    if (m_anchor.isEmpty() || pathOrUrl.trimmed().isEmpty())
        return;
    forgetFile();
    const QString path = localPath(pathOrUrl);
    m_fileName = QFileInfo(path).fileName();
    m_fileText.clear();
    Expected<SecretBuffer> file = readSecretFile(path, MostCertificateText);
    if (!file && file.error().kind == ErrorKind::TooLarge)
        return fail(describe(X509Fault::TooMuch));
    if (!file)
        return fail({//: About a file that was chosen.
                     tr("The file cannot be read."),
                     //: What to do about a file that cannot be read.
                     tr("Look whether it is there and may be opened.")});
    readFile(std::make_shared<const SecretBuffer>(*std::move(file)), SecretBuffer());
}

void CertificateForm::openFile()
{
    if (m_file && !m_busy && !m_password.isEmpty())
        readFile(m_file, m_password.value().clone());
}

void CertificateForm::forgetFile()
{
    ++m_generation;
    m_file.reset();
    m_password.wipe();
    m_fileName.clear();
    m_error = {};
    m_busy = false;
    Q_EMIT changed();
}

void CertificateForm::readFile(std::shared_ptr<const SecretBuffer> file, SecretBuffer password)
{
    m_busy = true;
    m_error = {};
    Q_EMIT changed();
    const quint64 generation = ++m_generation;
    // Shared, because neither jobs nor their answers' receivers may be moved only.
    const auto secret = std::make_shared<const SecretBuffer>(std::move(password));
    std::function<std::shared_ptr<Answer>()> job = [file, secret] {
        return std::make_shared<Answer>(readCertificateFile(*file, *secret));
    };
    QCoro::connect(m_workers.run<std::shared_ptr<Answer>>(std::move(job)), this,
                   [this, generation, file](const std::shared_ptr<Answer> &answer) {
                       if (generation == m_generation)
                           take(file, std::move(*answer));
                   });
}

void CertificateForm::take(const std::shared_ptr<const SecretBuffer> &file, Answer answer)
{
    m_busy = false;
    if (answer) {
        const QString name = m_fileName;
        forgetFile();
        m_fileName = name;
        return fill(*answer);
    }
    if (answer.error() == X509Fault::NeedsPassword || answer.error() == X509Fault::WrongPassword) {
        m_file = file;
        m_password.selectAll();
        if (answer.error() == X509Fault::NeedsPassword)
            return Q_EMIT changed(); // that is no mistake
    } else {
        m_file.reset();
        m_password.wipe();
    }
    fail(describe(answer.error()));
}

void CertificateForm::fail(UserMessage message)
{
    m_error = std::move(message);
    Q_EMIT changed();
}

/// Of a part of a secret that came from a file; null where the account has no field for it.
SecretDocument *CertificateForm::wantedDocument(FieldKind kind, const SecretBuffer &value)
{
    if (document(kind) == nullptr && !value.isEmpty())
        Q_EMIT fieldWanted(fieldKey(kind));
    return document(kind);
}

/// The key stands behind the chain. What the file lacks stays as it was before.
SecretBuffer CertificateForm::inOneField(const CertificateFile &file, const SecretBuffer &before)
{
    const std::vector<std::string_view> keys = privateKeysIn(before.view());
    SecretBuffer text = file.chainText.clone();
    if (text.isEmpty()) {
        const char *from = before.view().data();
        for (const std::string_view key : keys) {
            text.append({from, static_cast<std::size_t>(key.data() - from)});
            from = key.data() + key.size();
        }
        text.append({from, static_cast<std::size_t>(before.view().data() + before.size() - from)});
    }
    if (!text.isEmpty() && !text.view().ends_with('\n'))
        text.append("\n");
    text.append(file.keyText.view());
    if (file.keyText.isEmpty()) {
        for (const std::string_view key : keys) {
            text.append(key);
            text.append("\n");
        }
    }
    return text;
}

/// Where one field holds everything, the key goes in there, but never into the open. False when the key has no place.
bool CertificateForm::fillFields(const CertificateFile &file)
{
    SecretDocument *certificate = wantedDocument(FieldKind::Certificate, file.chainText);
    SecretDocument *key = wantedDocument(FieldKind::PrivateKey, file.keyText);
    const EditField *field = m_fields.field(m_anchor);
    const bool apart = certificate != nullptr && key != nullptr;
    if (field == nullptr)
        return false;
    if (apart && !file.keyText.isEmpty())
        key->replaceAll(file.keyText.view());
    const bool holdsKey = !apart && field->isProtected;
    const SecretBuffer text = holdsKey ? inOneField(file, field->document->value()) : file.chainText.clone();
    if (!text.isEmpty())
        field->document->replaceAll(text.view());
    return apart || holdsKey;
}

void CertificateForm::fill(const CertificateFile &file)
{
    const bool hasKey = fillFields(file) && !file.keyText.isEmpty();
    SecretDocument *passphrase = document(FieldKind::Passphrase);
    if (passphrase != nullptr && hasKey && !file.keyNeedsPassphrase && !passphrase->isEmpty())
        passphrase->replaceAll({});
    const auto count = static_cast<int>(file.certificates.size());
    m_fileText.clear();
    if (count == 0 && hasKey)
        //: What was read from a file. %1 is its name.
        m_fileText = tr("Read a private key from %1.").arg(m_fileName);
    else if (count > 0 && !hasKey)
        //: What was read from a file. %n is how many certificates, %1 its name.
        m_fileText = tr("Read %n certificate(s) from %1.", nullptr, count).arg(m_fileName);
    else if (count > 0)
        //: What was read from a file. %n is how many certificates, %1 its name.
        m_fileText = tr("Read %n certificate(s) and a private key from %1.", nullptr, count).arg(m_fileName);
    m_sealed = m_sealed && count == 0; // else all of it is new
    inspect();
    Q_EMIT changed();
    Q_EMIT filled(count == 0 ? QString() : file.certificates.front().shortName());
}

} // namespace coffret
