// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"

namespace coffret {

/// What a status outside 200..299 means. message: the server's own words, cleaned and shortened.
[[nodiscard]] Error errorForStatus(int status, const QString &message = {});

/// The same for an answer, with the server's own words (none for a sensitive one, whose body is thrown away unread) and
/// how long it wants to be left alone.
[[nodiscard]] Error errorFor(const HttpResponse &response);

/// The human part of a JSON failure body: "message", "error" or "reason", whichever comes first as a text; control
/// characters removed, 200 characters at most. Empty for anything else, HTML included.
[[nodiscard]] QString failureMessage(const QByteArray &body);

/// The answer's body, or the error its status stands for.
[[nodiscard]] Expected<QByteArray> bodyOf(Expected<HttpResponse> response);
/// The same for sensitive requests; failure bodies are thrown away unread.
[[nodiscard]] Expected<SecretBuffer> secretBodyOf(Expected<HttpResponse> response);

/// Whether a body is a web page: a log-in form, a proxy's words. As the answer to a change it means that nobody who
/// could make that change has seen it, whatever its status says.
[[nodiscard]] bool isWebPage(std::string_view body);

/// Malformed, saying whether the body was a web page (a log-in form, a proxy's words) or just not what was asked for.
[[nodiscard]] Error notUnderstood(std::string_view body, const QString &what);

} // namespace coffret
