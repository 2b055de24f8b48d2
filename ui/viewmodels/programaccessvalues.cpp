// SPDX-License-Identifier: GPL-3.0-or-later
// Finds and opens what a program wants.
#include "core/base/displaytext.h"
#include "ui/viewmodels/programaccesstexts.h"
#include "ui/viewmodels/programaccessviewmodel.h"
#include "ui/viewmodels/texts.h"

#include <QPointer>

#include <algorithm>

namespace coffret {

namespace {

/// By its key or its label, in any case.
const FieldOutline *fieldIn(const std::vector<FieldOutline> &fields, const QString &wanted, bool code)
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldOutline &field) {
        if (code)
            return field.kind == FieldKind::Totp;
        return field.key.compare(wanted, Qt::CaseInsensitive) == 0 ||
               fieldLabel(field.kind, field.label).compare(wanted, Qt::CaseInsensitive) == 0;
    });
    return found == fields.end() ? nullptr : &*found;
}

QString wordFor(const FieldOutline &field)
{
    return field.label.isEmpty() ? field.key : displayText(field.label.toStdString());
}

} // namespace

SecretPaths ProgramAccessViewModel::paths() const
{
    std::vector<SecretPaths::Account> accounts;
    for (const auto &session : m_sessions.all()) {
        if (isReadable(*session))
            accounts.push_back({session->account().id, session->account().name, session->catalog()});
    }
    return SecretPaths(std::move(accounts));
}

/// All that is wanted, in one walk over the secrets.
ProgramAccessViewModel::Refusal ProgramAccessViewModel::find(Call &call) const
{
    if (!hasReadable())
        return lockedRefusal();
    QStringList wantedPaths;
    for (const ControlRequest::Wanted &wanted : call.request.wanted) {
        if (Refusal refused = closedAt(wanted.path))
            return refused;
        wantedPaths.append(wanted.path);
    }
    if (call.request.kind == ControlRequest::Kind::List)
        return std::nullopt;
    std::vector<std::vector<SecretPlace>> found = paths().at(wantedPaths);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const ControlRequest::Wanted &wanted = call.request.wanted[i];
        if (found[i].empty())
            return nothingAtRefusal(wanted.path);
        if (found[i].size() > 1)
            return severalAtRefusal(wanted.path, found[i]);
        call.targets.push_back(
            {std::move(found[i].front()), wanted.field, call.request.kind == ControlRequest::Kind::Otp});
    }
    return std::nullopt;
}

ProgramAccessViewModel::Refusal ProgramAccessViewModel::closedAt(const QString &path) const
{
    for (const auto &session : m_sessions.all()) {
        const QString name = displayText(session->account().name.toStdString());
        if (!isReadable(*session) && (path == name || path.startsWith(name + QLatin1Char('/'))))
            return closedRefusal(name);
    }
    return std::nullopt;
}

ControlReply ProgramAccessViewModel::list(const Call &call) const
{
    const QString &path = call.request.wanted.front().path;
    ControlReply reply;
    reply.status = ControlStatus::Ok;
    for (const SecretPlace &place : paths().below(path))
        reply.entries.push_back({place.path, {}, place.secretId, toString(place.type)});
    if (reply.entries.empty() && !path.isEmpty())
        return nothingAtRefusal(path);
    return reply;
}

/// In the program's own words: what there is under them is nobody's business before somebody said yes.
QStringList ProgramAccessViewModel::wantedBy(const Call &call) const
{
    QStringList lines;
    if (call.request.unlock && !hasReadable())
        lines.append(unlockingWish());
    for (const ControlRequest::Wanted &wanted : call.request.wanted) {
        if (const QString line = wishText(call.request.kind, wanted); !line.isEmpty())
            lines.append(line);
    }
    return lines;
}

Task<ControlReply> ProgramAccessViewModel::openAll(CallPointer call)
{
    const QPointer<ProgramAccessViewModel> self(this);
    ControlReply reply;
    reply.status = ControlStatus::Ok;
    for (std::size_t i = 0; i < call->targets.size(); ++i) {
        Task<Answered<Opened>> opening = open(call, call->targets[i]);
        Answered<Opened> opened = co_await opening;
        if (!self || call->stop.stop_requested())
            co_return lockedRefusal();
        if (!opened)
            co_return std::move(opened.error());
        if (opened->value.size() > ControlReply::LargestValue)
            co_return tooLargeRefusal(opened->entry.path);
        reply.entries.push_back(std::move(opened->entry));
        reply.values.push_back(std::move(opened->value));
    }
    co_return reply;
}

/// Which field is meant: what the list does not know, such as one that somebody added, takes opening the secret. A key
/// that is empty stands for the main value of what the secret turns out to be.
Task<ProgramAccessViewModel::Answered<FieldOutline>> ProgramAccessViewModel::fieldOf(CallPointer call, Target target)
{
    if (target.field.isEmpty() && !target.code)
        co_return FieldOutline{};
    const QPointer<Session> session(m_sessions.find(target.place.accountId));
    if (!session)
        co_return tl::unexpected(lockedRefusal());
    const std::vector<FieldOutline> outline = session->outline(target.place.secretId);
    if (const FieldOutline *const listed = fieldIn(outline, target.field, target.code))
        co_return FieldOutline(*listed);
    Task<Expected<Session::Details>> opening = session->openDetails(target.place.secretId, call->stop.get_token());
    const Expected<Session::Details> details = co_await opening;
    if (!details)
        co_return tl::unexpected(refusalOf(details.error()));
    const FieldOutline *const field = fieldIn(details->fields, target.field, target.code);
    if (!field)
        co_return tl::unexpected(target.code ? noCodeRefusal(target.place.path)
                                             : noFieldRefusal(target.place.path, target.field));
    co_return FieldOutline(*field);
}

/// A value for a screen is shown and has to be allowed to be; one for a pipe or another program is copied.
Task<ProgramAccessViewModel::Answered<ProgramAccessViewModel::Opened>> ProgramAccessViewModel::open(CallPointer call,
                                                                                                    Target target)
{
    const QPointer<ProgramAccessViewModel> self(this);
    Task<Answered<FieldOutline>> finding = fieldOf(call, target);
    Answered<FieldOutline> field = co_await finding;
    if (!field)
        co_return tl::unexpected(std::move(field.error()));
    const QPointer<Session> session(self ? m_sessions.find(target.place.accountId) : nullptr);
    if (!session)
        co_return tl::unexpected(lockedRefusal());
    ControlReply::Entry entry{target.place.path, wordFor(*field), target.place.secretId};
    if (!field->key.isEmpty() && !field->isProtected && !field->plainValue.isEmpty())
        co_return Opened{std::move(entry), SecretBuffer::copyOf(field->plainValue.toStdString())};
    const Session::Use use = call->request.terminal ? Session::Use::Show : Session::Use::Copy;
    if (const QString hint = useHint(session, use); !hint.isEmpty())
        co_return tl::unexpected(refusal(ControlStatus::NotAllowed, hint));
    // Copying keeps nothing for later where showing keeps the seed of a code.
    const Session::Use way = session->allows(Session::Use::Copy) ? Session::Use::Copy : use;
    Task<Expected<Session::Revealed>> revealing =
        session->reveal(target.place.secretId, field->key, call->stop.get_token(), way);
    Expected<Session::Revealed> revealed = co_await revealing;
    if (!revealed && revealed.error().kind == ErrorKind::NotFound)
        co_return tl::unexpected(noFieldRefusal(target.place.path, target.field));
    if (!revealed)
        co_return tl::unexpected(refusalOf(revealed.error()));
    if (!isVouched(revealed->verdict) && !call->request.unverified)
        co_return tl::unexpected(unvouchedRefusal(revealed->verdict));
    entry.field = wordFor(revealed->field);
    entry.turns = revealed->codeTurns;
    co_return Opened{std::move(entry), std::move(revealed->value)};
}

} // namespace coffret
