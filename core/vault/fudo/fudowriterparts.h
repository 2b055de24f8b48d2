// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"
#include "core/vault/fudo/fudoparts.h"

namespace coffret {

using FudoDraft = std::shared_ptr<const SecretDraft>;

// The tasks behind FudoWriter. They keep the parts alive.

Task<Expected<QString>> createFudoSecret(std::shared_ptr<FudoParts> parts, FudoDraft draft, StopToken stop);
Task<Expected<void>> updateFudoSecret(std::shared_ptr<FudoParts> parts, FudoDraft draft, StopToken stop);
Task<Expected<void>> removeFudoCollection(std::shared_ptr<FudoParts> parts, QString collectionId, bool withContent,
                                          StopToken stop);

/// The answer of a call that writes: whether it was a success.
Task<Expected<void>> writeToFudo(std::shared_ptr<FudoApi> api, QByteArray method, QString path, QByteArray json);

/// A refusal in the caller's terms: what the server takes for bad input is InvalidInput.
[[nodiscard]] Error fudoWriteError(Error error);
/// Something was written before this failed: says what, and never NotAuthenticated.
[[nodiscard]] Error halfWritten(Error error, const QString &what);
/// The error of a call that writes: says where nobody knows whether it was carried out. what: "the secret was removed".
[[nodiscard]] Error maybeWritten(Error error, const QString &what);

[[nodiscard]] QString fudoUriPath(const QString &secretId, const QString &uriId = {});
[[nodiscard]] QByteArray fudoUriBody(const QString &uri);

} // namespace coffret
