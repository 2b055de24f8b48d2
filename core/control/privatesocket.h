// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/filedescriptor.h"

#include <QString>

#include <optional>

#include <sys/types.h>

namespace coffret {

// A Unix socket that nobody but this user reaches: a file (0600) in a folder (0700) below the user's runtime folder,
// and both sides ask the kernel who is at the other end. Never an abstract one, which has no owner. Any thread.

/// $XDG_RUNTIME_DIR, or /run/user/<uid>, or a folder of the user's own below the temporary one.
[[nodiscard]] QString runtimeFolder();
/// Where a profile's program listens: its settings' folder has one name, however it is written.
[[nodiscard]] QString controlSocketPath(const QString &configFolder);

/// Makes folder when it is missing. Forbidden when it belongs to somebody else, lets others in or is not a folder:
/// nothing is changed about it then. StorageFault when it cannot be made.
[[nodiscard]] Expected<void> claimPrivateFolder(const QString &folder);
/// The same without making it; NotFound when there is none.
[[nodiscard]] Expected<void> checkPrivateFolder(const QString &folder);

/// Listens at path, in whose folder a lock says that it is taken: Conflict while another program holds that.
/// StorageFault, or Forbidden as above.
struct ListeningSocket
{
    FileDescriptor lock;
    FileDescriptor socket; ///< does not block
};
[[nodiscard]] Expected<ListeningSocket> listenPrivately(const QString &path);
/// NotFound when nobody listens there, Forbidden when it is somebody else.
[[nodiscard]] Expected<FileDescriptor> connectPrivately(const QString &path);

struct Peer
{
    uid_t user = 0;
    pid_t process = 0; ///< 0: in a part of the system that cannot be seen from here
};
/// Who had connected, or who had listened, at the other end of a socket. Nothing where the kernel does not tell.
[[nodiscard]] std::optional<Peer> peerOf(const FileDescriptor &socket);

} // namespace coffret
