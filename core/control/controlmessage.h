// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <string_view>
#include <vector>

namespace coffret {

/// How a wish of the command line ended. The numbers are the exit codes of `coffret get` and its like: they are in the
/// manual page and do not change.
enum class ControlStatus {
    Ok = 0,
    Failed = 1,      ///< anything that has no number of its own: the server, OpenPGP, the command line's surroundings
    Misused = 2,     ///< the request itself cannot be understood
    NotFound = 3,    ///< no such secret, or it has no such field
    Ambiguous = 4,   ///< the path fits several secrets
    Locked = 5,      ///< Coffret is locked
    Refused = 6,     ///< by the person who was asked
    NotRunning = 7,  ///< nobody listens
    TimedOut = 8,    ///< nobody answered the question, or Coffret did not answer
    NotVouched = 9,  ///< nobody vouches for the value
    NotAllowed = 10, ///< an administrator or the presentation mode forbids it, or somebody has to approve it first
    Busy = 11,       ///< too many requests wait already
};

/// One wish of another start of the program. Everything in it comes from another process and is only a claim.
struct ControlRequest
{
    /// The first three want windows or lock, the others want values or names.
    enum class Kind { Show, Quick, Lock, Get, List, Otp, Exec };
    struct Wanted
    {
        QString path;  ///< account/folders/name, its end, or the id of a secret
        QString field; ///< key or label; empty: the main value
    };
    static constexpr std::size_t MostWanted = 64;
    static constexpr qsizetype LongestText = 4096; ///< characters

    Kind kind = Kind::Show;
    std::vector<Wanted> wanted; ///< Get and Otp: one; Exec: one or more; List: one, whose path may be empty
    bool unlock = false;        ///< to be unlocked first where that is needed
    bool unverified = false;    ///< takes what nobody vouches for
    bool terminal = false;      ///< the values will be on a screen
    QString token;              ///< Show and Quick: lets a window take the keyboard (xdg-activation)

    [[nodiscard]] QJsonObject toJson() const;
    /// Malformed for anything that toJson() would not have made.
    [[nodiscard]] static Expected<ControlRequest> fromJson(const QJsonObject &json);
};

/// What comes back. Values are no part of the JSON: they follow it as they are.
struct ControlReply
{
    /// A secret and, where it was asked for, which field: names only.
    struct Entry
    {
        QString path;
        QString field = {};   ///< key
        QString id = {};      ///< of the secret, in a list
        QString type = {};    ///< of the secret, in a list
        QDateTime turns = {}; ///< of a one-time code: when it gives way to the next
        friend bool operator==(const Entry &, const Entry &) = default;
    };
    static constexpr std::size_t LargestValue = 1024 * 1024;

    ControlStatus status = ControlStatus::Failed;
    QString message;                  ///< one line for a person; empty when all is well
    std::vector<Entry> entries;       ///< one for each value, the candidates of an ambiguous path, or a list
    std::vector<SecretBuffer> values; ///< in the order of what was wanted

    [[nodiscard]] QJsonObject toJson() const; ///< with the sizes of the values
    struct Header;
    /// Malformed as above; TooLarge for a value beyond LargestValue.
    [[nodiscard]] static Expected<Header> fromJson(const QJsonObject &json);
};

/// A reply whose values are still to come.
struct ControlReply::Header
{
    ControlReply reply;
    std::vector<std::size_t> sizes; ///< bytes of each value
};

// Both ways begin with a frame: "CFRT", a version and a length (32 bits each, the highest byte first), then as many
// bytes of JSON.
constexpr quint32 ControlVersion = 1;
constexpr std::size_t FrameStart = 12;                 ///< bytes before the JSON
constexpr std::size_t LongestRequest = 64 * 1024;      ///< bytes of JSON
constexpr std::size_t LongestReply = 64 * 1024 * 1024; ///< bytes of JSON: a list names every secret

[[nodiscard]] QByteArray controlFrame(const QJsonObject &header);
/// How many bytes of JSON follow these FrameStart ones: Malformed for another beginning, Unsupported for another
/// version, TooLarge beyond longest.
[[nodiscard]] Expected<std::size_t> frameLength(std::string_view start, std::size_t longest);
[[nodiscard]] Expected<QJsonObject> frameHeader(const QByteArray &json);

} // namespace coffret
