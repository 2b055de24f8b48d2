// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/outbox.h"

#include "core/session/bell.h"
#include "core/session/outboxrecord.h"
#include "core/store/draftcodec.h"

#include <QUuid>

#include <algorithm>
#include <utility>

namespace coffret {

namespace {

template <typename List>
auto withId(List &all, const QString &id)
{
    return std::find_if(all.begin(), all.end(), [&id](const KeptChange &one) { return one.change.id == id; });
}

Error noSuchChange()
{
    return {ErrorKind::NotFound, QStringLiteral("no such change")};
}

} // namespace

void Attempts::add(const QDateTime &when, const QString &name)
{
    if (!first.isValid() || when < first)
        first = when;
    if (!names.contains(name))
        names.append(name);
}

WaitingChange WaitingChange::of(const SecretDraft &draft, Attempts attempts)
{
    WaitingChange change;
    change.secretId = draft.id;
    change.collectionId = draft.collectionId;
    change.name = draft.name;
    change.type = draft.type;
    change.attempts = std::move(attempts);
    return change;
}

struct Outbox::Private
{
    Private(SealedRecords &store, OpenPgp &engine, Account owner, const Clock &time)
        : records(store), openPgp(engine), account(std::move(owner)), clock(time)
    {
        ownKey = [key = account.keyFingerprint] { return key; };
    }

    using Self = std::shared_ptr<Private>;
    using Step = std::function<Expected<void>(std::vector<KeptChange> &)>;
    /// One call after the other; false when closed since it was counted so.
    static Task<bool> enter(Self self, quint64 closingsThen);
    void leave();
    void tell();
    static Task<Expected<void>> openNow(Self self);
    /// Writes what a step makes of everything that waits, and keeps it once it is written.
    static Task<Expected<void>> change(Self self, quint64 closingsThen, Step step);
    static Task<Expected<void>> store(Self self, std::vector<KeptChange> all);
    static Task<Expected<KeptChange>> seal(Self self, std::shared_ptr<const SecretDraft> draft, StopToken stop);
    static Task<Expected<SecretDraft>> unseal(Self self, KeptChange kept, bool unattended, StopToken stop);
    static Task<Expected<void>> requireOwnKey(Self self, QString fingerprint);

    SealedRecords &records;
    OpenPgp &openPgp;
    Account account;
    const Clock &clock;
    std::function<QString()> ownKey;
    std::vector<KeptChange> kept;
    bool isOpen = false; ///< and read
    std::optional<Error> trouble;
    std::function<void()> changed;
    std::shared_ptr<Bell> busy;
    quint64 closings = 0;
};

Task<bool> Outbox::Private::enter(Self self, quint64 closingsThen)
{
    const StopToken toTheEnd;
    while (const auto busy = self->busy)
        co_await busy->wait(toTheEnd);
    if (self->closings != closingsThen)
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

Task<Expected<void>> Outbox::Private::change(Self self, quint64 closingsThen, Step step)
{
    const bool entered = co_await enter(self, closingsThen);
    if (!entered)
        co_return failure(ErrorKind::Cancelled);
    Expected<void> done = failure(ErrorKind::StorageFault, QStringLiteral("the outbox is closed"));
    if (self->isOpen) {
        std::vector<KeptChange> all = self->kept;
        done = step(all);
        if (done && all.size() > MostKeptChanges)
            done = failure(ErrorKind::TooLarge, QStringLiteral("too many changes wait"));
        if (done)
            done = co_await store(self, std::move(all));
    }
    self->leave();
    co_return done;
}

Task<Expected<void>> Outbox::Private::store(Self self, std::vector<KeptChange> all)
{
    const quint64 closings = self->closings;
    Expected<void> written;
    if (all.empty()) {
        written = self->records.remove(self->account.id);
    } else {
        SecretBuffer record = encodeChanges(all);
        written = co_await self->records.write(self->account.id, std::move(record));
    }
    if (written && self->closings == closings) {
        self->kept = std::move(all);
        self->tell();
    }
    co_return written;
}

Task<Expected<KeptChange>> Outbox::Private::seal(Self self, std::shared_ptr<const SecretDraft> draft, StopToken stop)
{
    KeptChange made;
    SecretBuffer words = encodeDraft(*draft);
    const QString key = self->ownKey();
    if (key.isEmpty()) {
        made.draft = std::make_shared<const SecretBuffer>(std::move(words));
        co_return std::move(made);
    }
    const QStringList recipients{key};
    const Expected<QByteArray> sealed = co_await self->openPgp.seal(std::move(words), recipients, key, stop);
    if (!sealed)
        co_return failure(sealed);
    const std::string_view message(sealed->constData(), static_cast<std::size_t>(sealed->size()));
    made.sealedBy = key;
    made.draft = std::make_shared<const SecretBuffer>(SecretBuffer::copyOf(message));
    co_return std::move(made);
}

/// The account's key, or one that it had then and that is still the user's.
Task<Expected<void>> Outbox::Private::requireOwnKey(Self self, QString fingerprint)
{
    if (fingerprint == self->ownKey())
        co_return Expected<void>();
    const Expected<std::vector<KeyInfo>> keys = co_await self->openPgp.secretKeys();
    if (!keys)
        co_return failure(keys);
    const bool isOwn = std::any_of(keys->begin(), keys->end(),
                                   [&fingerprint](const KeyInfo &key) { return key.fingerprint == fingerprint; });
    if (!isOwn)
        co_return failure(ErrorKind::BadSignature, QStringLiteral("what waits was sealed by somebody else"));
    co_return Expected<void>();
}

Task<Expected<SecretDraft>> Outbox::Private::unseal(Self self, KeptChange kept, bool unattended, StopToken stop)
{
    std::optional<SecretDraft> draft;
    if (kept.sealedBy.isEmpty()) {
        if (self->account.service == Service::Passbolt && !self->ownKey().isEmpty()) // it has always had one
            co_return failure(ErrorKind::CorruptMessage, QStringLiteral("what waits is not sealed"));
        draft = decodeDraft(kept.draft->view());
    } else {
        const Expected<void> known = co_await requireOwnKey(self, kept.sealedBy);
        if (!known)
            co_return failure(known);
        const std::string_view message = kept.draft->view();
        OpenRequest request({message.data(), static_cast<qsizetype>(message.size())}, {kept.sealedBy});
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

/// To be called by whoever has entered.
Task<Expected<void>> Outbox::Private::openNow(Self self)
{
    const quint64 closings = self->closings;
    const Expected<SecretBuffer> record = co_await self->records.read(self->account.id);
    if (self->closings != closings)
        co_return failure(ErrorKind::Cancelled);
    const bool isNothing = !record && record.error().kind == ErrorKind::NotFound;
    Expected<std::vector<KeptChange>> all;
    if (!record && !isNothing)
        all = failure(record);
    else if (record)
        all = decodeChanges(*record);
    self->isOpen = all.has_value();
    self->trouble.reset();
    if (all)
        self->kept = std::move(*all);
    else
        self->trouble = all.error();
    self->tell();
    if (self->trouble)
        co_return tl::unexpected(*self->trouble);
    co_return Expected<void>();
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

void Outbox::onKeyAsked(std::function<QString()> ownKey)
{
    d->ownKey = std::move(ownKey);
}

Task<Expected<void>> Outbox::open()
{
    const auto self = d;
    const bool entered = co_await Private::enter(self, self->closings);
    if (!entered)
        co_return failure(ErrorKind::Cancelled);
    Expected<void> opened;
    if (!self->isOpen)
        opened = co_await Private::openNow(self);
    self->leave();
    co_return opened;
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
    for (const KeptChange &kept : d->kept)
        all.push_back(kept.change);
    return all;
}

std::optional<WaitingChange> Outbox::change(const QString &id) const
{
    const auto found = withId(d->kept, id);
    return found == d->kept.end() ? std::nullopt : std::optional(found->change);
}

std::optional<Error> Outbox::trouble() const
{
    return d->trouble;
}

Task<Expected<QString>> Outbox::add(std::shared_ptr<const SecretDraft> draft, WaitingChange change, QString replaces,
                                    StopToken stop)
{
    const auto self = d;
    const quint64 closings = self->closings;
    if (draft->fields.size() > MostDraftFields)
        co_return failure(ErrorKind::TooLarge, QStringLiteral("too many fields"));
    if (self->trouble) {
        const Expected<void> opened = co_await open();
        if (!opened)
            co_return failure(opened);
    }
    Expected<KeptChange> sealed = co_await Private::seal(self, draft, stop);
    if (!sealed)
        co_return failure(sealed);
    change.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    sealed->change = change;
    const auto made = std::make_shared<KeptChange>(std::move(*sealed));
    Private::Step step = [made, replaces](std::vector<KeptChange> &all) {
        const auto place = withId(all, replaces);
        if (place == all.end()) {
            all.push_back(*made);
            return Expected<void>();
        }
        Attempts &attempts = made->change.attempts;
        for (const QString &name : place->change.attempts.names)
            attempts.add(place->change.attempts.first, name);
        *place = *made;
        return Expected<void>();
    };
    const Expected<void> stored = co_await Private::change(self, closings, std::move(step));
    if (!stored)
        co_return failure(stored);
    co_return change.id;
}

Task<Expected<SecretDraft>> Outbox::draft(QString id, bool unattended, StopToken stop)
{
    const auto found = withId(d->kept, id);
    if (found == d->kept.end())
        co_return tl::unexpected(noSuchChange());
    KeptChange kept = *found;
    Expected<SecretDraft> draft = co_await Private::unseal(d, std::move(kept), unattended, stop);
    co_return std::move(draft);
}

Task<Expected<void>> Outbox::noteAttempt(QString id, QString name)
{
    Private::Step step = [id, name, now = d->clock.now()](std::vector<KeptChange> &all) -> Expected<void> {
        const auto place = withId(all, id);
        if (place == all.end())
            return tl::unexpected(noSuchChange());
        place->change.attempts.add(now, name);
        return {};
    };
    return Private::change(d, d->closings, std::move(step));
}

Task<Expected<void>> Outbox::refuse(QString id, ErrorKind why)
{
    Private::Step step = [id, why](std::vector<KeptChange> &all) -> Expected<void> {
        const auto place = withId(all, id);
        if (place == all.end())
            return tl::unexpected(noSuchChange());
        place->change.state = WaitingChange::State::Refused;
        place->change.refusal = why;
        return {};
    };
    return Private::change(d, d->closings, std::move(step));
}

Task<Expected<void>> Outbox::remove(QString id)
{
    Private::Step step = [id](std::vector<KeptChange> &all) -> Expected<void> {
        const auto place = withId(all, id);
        if (place == all.end())
            return tl::unexpected(noSuchChange());
        all.erase(place);
        return {};
    };
    return Private::change(d, d->closings, std::move(step));
}

Task<Expected<void>> Outbox::clear()
{
    const auto self = d;
    const bool entered = co_await Private::enter(self, self->closings);
    if (!entered)
        co_return failure(ErrorKind::Cancelled);
    const Expected<void> removed = self->records.remove(self->account.id);
    if (removed) {
        self->kept.clear();
        self->trouble.reset();
        self->isOpen = true;
        self->tell();
    }
    self->leave();
    co_return removed;
}

} // namespace coffret
