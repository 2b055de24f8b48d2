// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/throwawayhome.h"

#include "core/openpgp/gpgconfiguration.h"
#include "core/openpgp/gpgerrors.h"
#include "core/openpgp/gpgmeoperations.h"

#include <QFile>

namespace coffret {

Expected<std::unique_ptr<ThrowAwayHome>> ThrowAwayHome::create()
{
    auto home = std::make_unique<ThrowAwayHome>();
    QFile configuration(home->path() + QStringLiteral("/gpg.conf"));
    if (!home->m_folder.isValid() || !configuration.open(QIODevice::WriteOnly) ||
        configuration.write(GpgConfiguration) < 0)
        return failure(ErrorKind::StorageFault, QStringLiteral("no temporary folder"));
    return home;
}

Expected<DirectoryKeyPtr> ThrowAwayHome::import(const QByteArray &packets)
{
    auto found = KeyDirectory::keysIn(path(), packets);
    if (!found)
        return failure(ErrorKind::InvalidInput, found.error().detail);
    if (found->size() != 1)
        return failure(ErrorKind::InvalidInput, QStringLiteral("%1 keys instead of one").arg(found->size()));
    if (auto checked = checkKey(*found->front()); !checked)
        return failure(checked);
    auto context = GpgmeContext::create(path());
    if (!context)
        return failure(context);
    gpgme_data_t data = nullptr;
    gpgme_error_t error =
        gpgme_data_new_from_mem(&data, packets.constData(), static_cast<std::size_t>(packets.size()), 0);
    const GpgmeData block(data);
    if (!error)
        error = gpgme_op_import((*context)->get(), data);
    if (error)
        return tl::unexpected(openPgpError(error, ErrorKind::InvalidInput));
    KeyDirectory directory(path());
    auto key = directory.find(found->front()->info.fingerprint);
    if (key && *key == nullptr)
        return failure(ErrorKind::BadSignature, QStringLiteral("nothing in the key is certified by it"));
    return key;
}

} // namespace coffret
