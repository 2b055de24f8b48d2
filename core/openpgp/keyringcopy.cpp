// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keyringcopy.h"

#include "core/openpgp/gpgagent.h"
#include "core/openpgp/gpgerrors.h"
#include "core/openpgp/keypackets.h"

#include <QFile>

#include <map>
#include <sys/stat.h>

namespace coffret {

namespace {

enum Tag { PublicKey = 6, PublicSubkey = 14 };
constexpr std::size_t PointSize = 32;
constexpr char PointForm = 0x40;

/// Differs after every change: the keyring is replaced by another file, or written to.
QByteArray stampOf(const QString &file)
{
    struct stat status
    {
    };
    if (::stat(QFile::encodeName(file).constData(), &status) != 0)
        return {};
    return QByteArray::number(qulonglong(status.st_ino)) + ' ' + QByteArray::number(qlonglong(status.st_size)) + ' ' +
           QByteArray::number(qlonglong(status.st_mtim.tv_sec)) + '.' +
           QByteArray::number(qlonglong(status.st_mtim.tv_nsec)) + ' ' +
           QByteArray::number(qlonglong(status.st_ctim.tv_sec)) + '.' +
           QByteArray::number(qlonglong(status.st_ctim.tv_nsec));
}

Expected<QByteArray> exportAll(const QString &home)
{
    auto context = GpgmeContext::create(home);
    if (!context)
        return failure(context);
    gpgme_set_armor((*context)->get(), 0);
    gpgme_data_t data = nullptr;
    gpgme_error_t error = gpgme_data_new(&data);
    GpgmeData exported(data);
    if (!error)
        error = gpgme_op_export((*context)->get(), nullptr, 0, data);
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::NoOpenPgp));
    std::size_t size = 0;
    char *bytes = gpgme_data_release_and_get_mem(exported.release(), &size);
    QByteArray packets(bytes, static_cast<qsizetype>(size));
    gpgme_free(bytes);
    return packets;
}

/// As in a canonical S-expression.
std::string counted(std::string_view octets)
{
    return std::to_string(octets.size()).append(":").append(octets);
}

/// Out of the block of RSA (RFC 4880 section 13.1.2), which a card may have taken off already.
std::string_view withoutPadding(std::string_view block)
{
    constexpr std::size_t LeastPadding = 8;
    if (block.starts_with('\0'))
        block.remove_prefix(1);
    if (!block.starts_with('\2'))
        return block;
    const std::size_t end = block.find('\0');
    return end == std::string_view::npos || end < 1 + LeastPadding ? std::string_view() : block.substr(end + 1);
}

bool maySign(const DirectoryKey &entry)
{
    const gpgme_key_t key = entry.key.get();
    const gpgme_subkey_t primary = key->subkeys;
    const bool doubtful = key->revoked != 0 || key->expired != 0 || key->disabled != 0 || key->invalid != 0 ||
                          primary->revoked != 0 || primary->expired != 0 || primary->disabled != 0 ||
                          primary->invalid != 0;
    return !doubtful && primary->can_sign != 0;
}

} // namespace

std::optional<AgentKey> AgentKey::from(std::string_view publicPart, std::string_view fingerprint, std::string keygrip)
{
    AgentKey key;
    const char algorithm = publicPart[5];
    if (algorithm == EcdhKey)
        key.m_wrapping = Curve25519Wrapping::from(PacketFields(publicPart.substr(6)), fingerprint);
    if (!key.m_wrapping && algorithm != RsaKey)
        return std::nullopt;
    key.m_head = sessionKeyHead(fingerprint, algorithm);
    key.m_keygrip = std::move(keygrip);
    return key;
}

SecretBuffer AgentKey::sessionKey(GpgAgent &agent, std::string_view body) const
{
    if (!isFor(body))
        return {};
    PacketFields fields(body.substr(m_head.size()));
    const std::string_view number = fields.number();
    if (!m_wrapping) {
        const bool negative = !number.empty() && (number.front() & 0x80) != 0; // where it is taken for a signed one
        const std::string sealed =
            "(7:enc-val(3:rsa(1:a" + counted(std::string(negative ? 1 : 0, '\0').append(number)) + ")))";
        const SecretBuffer block = agent.decrypt(m_keygrip, sealed);
        return keyFromCarried(withoutPadding(block.view()));
    }
    const std::size_t begin = fields.at();
    const std::string_view wrapped = fields.counted();
    if (fields.cut() || number.size() != 1 + PointSize || number.front() != PointForm)
        return {};
    const std::string_view field = body.substr(m_head.size() + begin);
    const std::string sealed =
        "(7:enc-val(4:ecdh(1:s" + counted(field.substr(0, 1 + wrapped.size())) + ")(1:e" + counted(number) + ")))";
    const SecretBuffer point = agent.decrypt(m_keygrip, sealed);
    std::string_view shared = point.view();
    if (shared.size() == 1 + PointSize && shared.front() == PointForm)
        shared.remove_prefix(1);
    if (shared.size() != PointSize)
        return {};
    const SecretBuffer carried = m_wrapping->unwrapped(shared, wrapped);
    return keyFromCarried(carried.view());
}

Expected<std::shared_ptr<const KeyringCopy>> KeyringCopy::load(const QString &home)
{
    const auto copy = std::make_shared<KeyringCopy>();
    copy->m_keyring = home + QStringLiteral("/pubring.kbx");
    copy->m_stamp = stampOf(copy->m_keyring);
    const auto listed = KeyDirectory::allKeys(home);
    if (!listed)
        return failure(listed);
    const auto packets = exportAll(home);
    if (!packets)
        return failure(packets);
    if (!copy->isCurrent())
        return failure(ErrorKind::StorageFault, QStringLiteral("the keyring changed while it was read"));
    copy->take(*listed, {packets->constData(), static_cast<std::size_t>(packets->size())});
    return copy;
}

bool KeyringCopy::isCurrent() const
{
    return !m_stamp.isEmpty() && m_stamp == stampOf(m_keyring);
}

void KeyringCopy::take(const std::vector<DirectoryKeyPtr> &listed, std::string_view packets)
{
    std::map<std::string, std::pair<DirectoryKeyPtr, gpgme_subkey_t>> parts;
    for (const DirectoryKeyPtr &entry : listed) {
        for (gpgme_subkey_t part = entry->key->subkeys; part != nullptr; part = part->next) {
            if (part->fpr != nullptr)
                parts[QByteArray::fromHex(part->fpr).toStdString()] = {entry, part};
        }
    }
    PacketReader reader(packets);
    while (const auto packet = reader.next()) {
        if ((packet->tag != PublicKey && packet->tag != PublicSubkey) || packet->parts.size() != 1)
            continue;
        const std::string_view body = packet->parts.front();
        if (body.empty() || publicPartSize(body) != body.size())
            continue;
        const std::string fingerprint = fingerprintOf(body);
        const auto found = parts.find(fingerprint);
        if (found == parts.end())
            continue;
        const auto &[entry, part] = found->second;
        if (part->secret != 0 && part->keygrip != nullptr) {
            if (auto key = AgentKey::from(body, fingerprint, part->keygrip))
                m_agentKeys.push_back(*std::move(key));
        }
        const KeyInfo &info = entry->info;
        if (packet->tag == PublicKey && maySign(*entry))
            m_signers.add(body, {info.fingerprint, info.userId, info.created, info.expires});
        else
            m_signers.addDoubtful(body);
    }
}

} // namespace coffret
