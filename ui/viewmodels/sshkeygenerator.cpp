// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sshkeygenerator.h"

#include "core/base/workerpool.h"
#include "core/sshkey/opensshfile.h"
#include "ui/viewmodels/sshkeytexts.h"

#include <QQmlEngine>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

struct NamedKind
{
    QLatin1String key;
    SshKeyKind kind;
};
constexpr std::array NamedKinds{NamedKind{QLatin1String("ed25519"), SshKeyKind::Ed25519},
                                NamedKind{QLatin1String("rsa3072"), SshKeyKind::Rsa3072},
                                NamedKind{QLatin1String("rsa4096"), SshKeyKind::Rsa4096},
                                NamedKind{QLatin1String("ecdsa256"), SshKeyKind::EcdsaP256},
                                NamedKind{QLatin1String("ecdsa384"), SshKeyKind::EcdsaP384},
                                NamedKind{QLatin1String("ecdsa521"), SshKeyKind::EcdsaP521}};

using Generated = std::shared_ptr<const GeneratedSshKey>;

Expected<Generated> generateText(SshKeyKind kind, const QString &comment, const SecretBuffer &passphrase)
{
    const Expected<SshPrivateKey> key = generateSshKey(kind, comment);
    if (!key)
        return failure(key);
    Expected<SecretBuffer> text = toOpenSshText(*key, passphrase);
    if (!text)
        return failure(text);
    return std::make_shared<const GeneratedSshKey>(GeneratedSshKey{*std::move(text), passphrase.clone()});
}

} // namespace

SshKeyGenerator::SshKeyGenerator(WorkerPool &workers, QObject *parent)
    : QObject(parent), m_workers(workers), m_kind(NamedKinds.front().key)
{
    QQmlEngine::setObjectOwnership(&m_passphrase, QQmlEngine::CppOwnership);
    std::vector<Choice> kinds;
    const QString rsa = QStringLiteral("RSA");
    const QString ecdsa = QStringLiteral("ECDSA");
    const auto add = [&kinds](QLatin1String key, const QString &label, const QString &hint) {
        kinds.push_back({key, label, {}, hint});
    };
    //: What is good about a type of SSH key.
    add(NamedKinds[0].key, QStringLiteral("Ed25519"), tr("Short, fast and safe. Right unless a server is very old."));
    //: What is good about a type of SSH key.
    add(NamedKinds[1].key, sshKeyText(rsa, 3072), tr("For servers that know nothing newer."));
    //: What is good about a type of SSH key.
    add(NamedKinds[2].key, sshKeyText(rsa, 4096), tr("The same, where a rule asks for more bits."));
    //: What is good about a type of SSH key.
    add(NamedKinds[3].key, sshKeyText(ecdsa, 256), tr("For rules that name NIST's curves."));
    add(NamedKinds[4].key, sshKeyText(ecdsa, 384), {});
    add(NamedKinds[5].key, sshKeyText(ecdsa, 521), {});
    m_kinds.setChoices(std::move(kinds));
}

SshKeyGenerator::~SshKeyGenerator() = default;

void SshKeyGenerator::ask(const QString &comment, bool replaces, bool takesPassphrase)
{
    cancel();
    m_comment = comment;
    m_replaces = replaces;
    m_takesPassphrase = takesPassphrase;
    m_asking = true;
    Q_EMIT changed();
}

void SshKeyGenerator::setKind(const QString &kind)
{
    if (m_kind == kind || !m_kinds.contains(kind))
        return;
    m_kind = kind;
    Q_EMIT changed();
}

void SshKeyGenerator::setComment(const QString &comment)
{
    if (m_comment == comment)
        return;
    m_comment = comment;
    Q_EMIT changed();
}

void SshKeyGenerator::generate()
{
    if (!m_asking || m_busy)
        return;
    const auto *const named =
        std::find_if(NamedKinds.begin(), NamedKinds.end(), [this](const NamedKind &one) { return one.key == m_kind; });
    const auto passphrase =
        std::make_shared<const SecretBuffer>(m_takesPassphrase ? m_passphrase.value().clone() : SecretBuffer());
    m_errorText.clear();
    m_busy = true;
    Q_EMIT changed();
    std::function<Expected<Generated>()> job = [kind = named->kind, comment = m_comment.trimmed(), passphrase] {
        return generateText(kind, comment, *passphrase);
    };
    const quint64 generation = m_generation;
    QCoro::connect(m_workers.run<Expected<Generated>>(std::move(job)), this,
                   [this, generation](const Expected<Generated> &key) {
                       if (generation != m_generation)
                           return;
                       if (key) {
                           cancel();
                           return Q_EMIT generated(*key);
                       }
                       m_busy = false;
                       m_errorText = describe(key.error().kind).text;
                       Q_EMIT changed();
                   });
}

void SshKeyGenerator::cancel()
{
    ++m_generation;
    m_asking = false;
    m_busy = false;
    m_errorText.clear();
    m_passphrase.wipe();
    Q_EMIT changed();
}

} // namespace coffret
