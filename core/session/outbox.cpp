// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/outbox.h"

#include "core/session/bell.h"
#include "core/store/draftcodec.h"
#include "core/store/octets.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace coffret {

namespace {

constexpr quint8 Format = 1;
constexpr quint32 MostChanges = 10'000;

/// A change and what shall be written.
struct Kept
{
    WaitingChange change;
    bool isMessage = false;
    std::shared_ptr<const SecretBuffer> draft; ///< encodeDraft(), or that as an OpenPGP message
};

void write(OctetWriter &out, const Kept &kept)
{
    const WaitingChange &change = kept.change;
    for (const QString *text : {&change.id, &change.secretId, &change.collectionId, &change.name})
        out.text(*text);
    out.number(change.type);
    out.time(change.written);
    out.number(change.state);
    out.number(change.refusal);
    out.number(static_cast<quint8>(kept.isMessage));
    out.bytes(kept.draft->view());
}

Kept read(OctetReader &in)
{
    Kept kept;
    WaitingChange &change = kept.change;
    for (QString *text : {&change.id, &change.secretId, &change.collectionId, &change.name})
        *text = in.text();
    change.type = in.number(SecretType::Unknown);
    change.written = in.time();
    change.state = in.number(WaitingChange::State::Refused);
    change.refusal = in.number(ErrorKind::Internal);
    kept.isMessage = in.number<quint8>() != 0;
    kept.draft = std::make_shared<const SecretBuffer>(SecretBuffer::copyOf(in.view()));
    return kept;
}

} // namespace

struct Outbox::Private
{
    Private(SealedRecords &store, OpenPgp &engine, Account owner, const Clock &time)
        : records(store), openPgp(engine), account(std::move(owner)), clock(time)
    {
    }

    using Self = std::shared_ptr<Private>;
    /// One call after the other; false when closed meanwhile.
    static Task<bool> enter(Self self);
    void leave();
    void tell();
    [[nodiscard]] std::vector<Kept>::iterator find(const QString &id);
    /// What the record is without one change (empty: with all), and with another at its place or the end.
    static Task<Expected<void>> store(Self self, QString without, std::shared_ptr<const Kept> with);
    [[nodiscard]] Expected<std::vector<Kept>> decode(const SecretBuffer &record) const;

    SealedRecords &records;
    OpenPgp &openPgp;
    Account account;
    const Clock &clock;
    std::vector<Kept> kept;
    bool isOpen = false;
    std::optional<Error> trouble;
    std::function<void()> changed;
    std::shared_ptr<Bell> busy;
    quint64 closings = 0;
};

Task<bool> Outbox::Private::enter(Self self)
{
    const quint64 closings = self->closings;
    const StopToken toTheEnd;
    while (const auto busy = self->busy)
        co_await busy->wait(toTheEnd);
    if (self->closings != closings)
        co_return false;
    self->busy = std::make_shared<Bell>();
    co_return true;
}

void Outbox::Private::leave()
{
    std::exchange(busy, {})->ring();
}

void Outbox::Private::tell()
{
    if (changed)
        changed();
}

std::vector<Kept>::iterator Outbox::Private::find(const QString &id)
{
    return std::find_if(kept.begin(), kept.end(), [&id](const Kept &one) { return one.change.id == id; });
}

Task<Expected<void>> Outbox::Private::store(Self self, QString without, std::shared_ptr<const Kept> with)
{
    std::vector<Kept> all = self->kept;
    const auto place = std::find_if(all.begin(), all.end(), [&](const Kept &one) { return one.change.id == without; });
    if (with && place != all.end())
        *place = *with;
    else if (with)
        all.push_back(*with);
    else if (place != all.end())
        all.erase(place);
    Expected<void> written;
    if (all.empty()) {
        written = self->records.remove(self->account.id);
    } else {
        OctetWriter out(Format);
        out.number(static_cast<quint32>(all.size()));
        for (const Kept &one : all)
            write(out, one);
        std::string bytes = std::move(out).take();
        SecretBuffer record = SecretBuffer::takeFrom(bytes);
        const quint64 closings = self->closings;
        written = co_await self->records.write(self->account.id, std::move(record));
        if (self->closings != closings)
            co_return written;
    }
    if (written) {
        self->kept = std::move(all);
        self->tell();
    }
    co_return written;
}

Expected<std::vector<Kept>> Outbox::Private::decode(const SecretBuffer &record) const
{
    OctetReader in(record.view(), Format);
    std::vector<Kept> all;
    const auto count = in.number<quint32>();
    for (quint32 i = 0; i < std::min(count, MostChanges); ++i)
        all.push_back(read(in));
    if (count > MostChanges || !in.isDone())
        return failure(ErrorKind::CorruptMessage, QStringLiteral("what waits makes no sense"));
    return all;
}

Outbox::Outbox(SealedRecords &records, OpenPgp &openPgp, Account account, const Clock &clock)
    : d(std::make_shared<Private>(records, openPgp, std::move(account), clock))
{
}

Outbox::~Outbox()
{
    d->changed = {};
    close();
}

void Outbox::onChanged(std::function<void()> tell)
{
    d->changed = std::move(tell);
}

Task<Expected<void>> Outbox::open()
{
    const auto self = d;
    if (!co_await Private::enter(self))
        co_return failure(ErrorKind::Cancelled);
    if (self->isOpen) {
        self->leave();
        co_return Expected<void>();
    }
    const quint64 closings = self->closings;
    const Expected<SecretBuffer> record = co_await self->records.read(self->account.id);
    self->leave();
    if (self->closings != closings)
        co_return failure(ErrorKind::Cancelled);
    self->isOpen = true;
    self->trouble.reset();
    const bool isNothing = !record && record.error().kind == ErrorKind::NotFound;
    Expected<std::vector<Kept>> all;
    if (!record && !isNothing)
        all = failure(record);
    else if (record)
        all = self->decode(*record);
    if (all)
        self->kept = std::move(*all);
    else
        self->trouble = all.error();
    self->tell();
    if (self->trouble)
        co_return tl::unexpected(*self->trouble);
    co_return Expected<void>();
}

void Outbox::close()
{
    ++d->closings;
    d->isOpen = false;
    d->kept.clear();
    d->trouble.reset();
    d->records.lock(d->account.id);
    d->tell();
}

std::vector<WaitingChange> Outbox::changes() const
{
    std::vector<WaitingChange> all;
    for (const Kept &kept : d->kept)
        all.push_back(kept.change);
    return all;
}

std::optional<WaitingChange> Outbox::change(const QString &id) const
{
    const auto found = d->find(id);
    return found == d->kept.end() ? std::nullopt : std::optional(found->change);
}

std::optional<Error> Outbox::trouble() const
{
    return d->trouble;
}

Task<Expected<QString>> Outbox::add(std::shared_ptr<const SecretDraft> draft, QString replaces, StopToken stop)
{
    const auto self = d;
    if (!self->isOpen)
        co_return failure(ErrorKind::StorageFault, QStringLiteral("the outbox is closed"));
    if (self->trouble)
        co_return tl::unexpected(*self->trouble);
    Kept made;
    made.change = {QUuid::createUuid().toString(QUuid::WithoutBraces),
                   draft->id,
                   draft->collectionId,
                   draft->name,
                   draft->type,
                   self->clock.now()};
    SecretBuffer words = encodeDraft(*draft);
    const QString key = self->account.keyFingerprint;
    if (key.isEmpty()) {
        made.draft = std::make_shared<const SecretBuffer>(std::move(words));
    } else {
        const QStringList recipients{key};
        const Expected<QByteArray> sealed = co_await self->openPgp.seal(std::move(words), recipients, key, stop);
        if (!sealed)
            co_return failure(sealed);
        const std::string_view message(sealed->constData(), static_cast<std::size_t>(sealed->size()));
        made.isMessage = true;
        made.draft = std::make_shared<const SecretBuffer>(SecretBuffer::copyOf(message));
    }
    if (!co_await Private::enter(self))
        co_return failure(ErrorKind::Cancelled);
    const QString id = made.change.id;
    const auto with = std::make_shared<const Kept>(std::move(made));
    const Expected<void> stored = co_await Private::store(self, replaces, with);
    self->leave();
    if (!stored)
        co_return failure(stored);
    co_return id;
}

Task<Expected<SecretDraft>> Outbox::draft(QString id, bool unattended, StopToken stop)
{
    const auto self = d;
    const auto found = self->find(id);
    if (found == self->kept.end())
        co_return failure(ErrorKind::NotFound, QStringLiteral("no such change"));
    const Kept kept = *found;
    const QString key = self->account.keyFingerprint;
    const bool isPlanted = !kept.isMessage && !key.isEmpty() && self->account.service == Service::Passbolt;
    if (isPlanted || (kept.isMessage && key.isEmpty()))
        co_return failure(ErrorKind::CorruptMessage, QStringLiteral("kept for another account"));
    std::optional<SecretDraft> draft;
    if (!kept.isMessage) {
        draft = decodeDraft(kept.draft->view());
    } else {
        const std::string_view message = kept.draft->view();
        OpenRequest request({message.data(), static_cast<qsizetype>(message.size())}, {key});
        request.unattended = unattended;
        request.stop = stop;
        const Expected<OpenedMessage> opened = co_await self->openPgp.open(std::move(request));
        if (!opened)
            co_return failure(opened);
        if (opened->verdict.state != SignatureState::Expected)
            co_return failure(ErrorKind::BadSignature, QStringLiteral("what waits is not signed by this user"));
        draft = decodeDraft(opened->plaintext.view());
    }
    if (!draft || draft->id != kept.change.secretId)
        co_return failure(ErrorKind::CorruptMessage, QStringLiteral("what waits makes no sense"));
    co_return std::move(*draft);
}

Task<Expected<void>> Outbox::setState(QString id, WaitingChange::State state, ErrorKind refusal)
{
    const auto self = d;
    if (!co_await Private::enter(self))
        co_return failure(ErrorKind::Cancelled);
    const auto found = self->find(id);
    if (found == self->kept.end()) {
        self->leave();
        co_return failure(ErrorKind::NotFound, QStringLiteral("no such change"));
    }
    Kept changed = *found;
    changed.change.state = state;
    changed.change.refusal = refusal;
    const auto with = std::make_shared<const Kept>(std::move(changed));
    const Expected<void> stored = co_await Private::store(self, id, with);
    self->leave();
    co_return stored;
}

Task<Expected<void>> Outbox::remove(QString id)
{
    const auto self = d;
    if (!co_await Private::enter(self))
        co_return failure(ErrorKind::Cancelled);
    const std::shared_ptr<const Kept> nothing;
    const Expected<void> stored = co_await Private::store(self, id, nothing);
    self->leave();
    co_return stored;
}

Task<Expected<void>> Outbox::clear()
{
    const auto self = d;
    if (!co_await Private::enter(self))
        co_return failure(ErrorKind::Cancelled);
    const Expected<void> removed = self->records.remove(self->account.id);
    if (removed) {
        self->kept.clear();
        self->trouble.reset();
        self->tell();
    }
    self->leave();
    co_return removed;
}

} // namespace coffret
