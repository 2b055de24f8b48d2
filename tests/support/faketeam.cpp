// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakes.h"

namespace coffret::fakes {

namespace {

Grantee person(const QString &name)
{
    const QString first = name.section(QLatin1Char(' '), 0, 0).toLower();
    return {Grantee::Kind::Person, first, name, first + QStringLiteral("@example.org"), 0};
}

ReaderKey keyOf(const Grantee &person, ReaderKey::State state)
{
    ReaderKey key;
    key.person = person;
    key.state = state;
    key.fingerprint = QString(40, person.name.front());
    if (state == ReaderKey::State::Changed)
        key.pinnedFingerprint = QString(40, QLatin1Char('0'));
    return key;
}

} // namespace

void addTeam(FakeServer &server, const QString &secretId, const QDateTime &now)
{
    const Grantee ada = person(QStringLiteral("Ada Lovelace"));
    const Grantee betty = person(QStringLiteral("Betty Holberton"));
    const Grantee carol = person(QStringLiteral("Carol Shaw"));
    const Grantee dame = person(QStringLiteral("Dame Shirley"));
    const Grantee operations{Grantee::Kind::Group, QStringLiteral("operations"), QStringLiteral("Operations"), {}, 2};

    FakeSharing &sharing = server.facets->sharing;
    sharing.directory = {ada, betty, carol, dame, operations};
    sharing.keys[betty.id] = keyOf(betty, ReaderKey::State::FirstSeen);
    sharing.keys[carol.id] = keyOf(carol, ReaderKey::State::Known);
    sharing.keys[dame.id] = keyOf(dame, ReaderKey::State::Changed);
    sharing.members[operations.id] = {betty.id, carol.id};
    sharing.access[secretId] = {{ada, AccessRight::Own}, {carol, AccessRight::Read}};
    sharing.allGroups = {
        {operations, {{ada, true}, {carol, false}}, true},
        {{Grantee::Kind::Group, QStringLiteral("board"), QStringLiteral("Board"), {}, 1}, {{dame, true}}, false}};

    FakeDiscussion &discussion = server.facets->discussion;
    discussion.now = now;
    discussion.said[secretId] = {{QStringLiteral("c1"),
                                  {},
                                  betty.name,
                                  QStringLiteral("Who rotates this one?"),
                                  now.addDays(-2),
                                  now.addDays(-2),
                                  false},
                                 {QStringLiteral("c2"), QStringLiteral("c1"), ada.name,
                                  QStringLiteral("I do, every quarter."), now.addDays(-1), now.addDays(-1), true}};
    using Verb = Activity::Verb;
    discussion.done[secretId] = {{Verb::Read, {}, carol.name, now.addSecs(-600)},
                                 {Verb::Updated, {}, ada.name, now.addDays(-1)},
                                 {Verb::Other, QStringLiteral("Resources.teleported"), dame.name, now.addDays(-3)},
                                 {Verb::Created, {}, ada.name, now.addDays(-9)}};
    const QString &signer = server.facets->writing.signer;
    server.setMessage(secretId + QStringLiteral("@r1"), FakeOpenPgp::sealed("password=canary-former", signer),
                      {signer});
    server.setMessage(secretId + QStringLiteral("@r2"), FakeOpenPgp::sealed("password=canary-now", signer), {signer});
    Revision present;
    present.id = QStringLiteral("r2");
    present.created = now.addDays(-1);
    present.who = ada.name;
    present.current = true;
    Revision former = present;
    former.id = QStringLiteral("r1");
    former.created = now.addDays(-9);
    former.current = false;
    discussion.earlier[secretId] = {present, former};
}

} // namespace coffret::fakes
