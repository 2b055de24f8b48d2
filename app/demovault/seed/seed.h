// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace coffret::demovault {

enum class SecretKind { Login, LoginWithTotp, Totp, SshKey, Note, ApiKey, Certificate, Pin };

/// Who wrote a secret, that is whose signature it carries in Passbolt.
enum class Author { Ada, Betty, Carol };

/// What is wrong with the stored message of a secret.
enum class Condition {
    Sound,
    Unsigned,
    SignedByStranger, ///< by a key that no list of users shows
    Corrupt,          ///< fails its integrity check
    ForSomebodyElse,  ///< encrypted to a key that none of the users has
};

struct SeedCollection
{
    QString name;
    int parent = -1; ///< index of an earlier collection, -1 at the top
    bool personal = false;
};

/// Everything about one secret except its values.
struct SeedSecret
{
    SecretKind kind = SecretKind::Login;
    QString name;
    QString username;
    QString domain;
    QStringList uris;
    QString description;
    int collection = -1; ///< -1 at the top
    Author author = Author::Ada;
    Condition condition = Condition::Sound;
    bool favourite = false;
    QByteArray habit;    ///< a password that somebody made up; empty: a value that holds a token
    int validDays = 365; ///< from now on, of a certificate
    QDateTime created;
    QDateTime modified;
};

/// What the fictitious company Halden Optics keeps in its vaults: a hand-written part, then as much more of the
/// ordinary kind as asked for. The same count always gives the same data.
class Seed
{
public:
    explicit Seed(int count);

    [[nodiscard]] int size() const { return m_count; }
    [[nodiscard]] SeedSecret secret(int index) const;
    [[nodiscard]] const QList<SeedCollection> &collections() const { return m_collections; }

private:
    void addFleetCollections();
    int m_count;
    int m_firstFleet = 0;
    QList<SeedCollection> m_collections;
};

} // namespace coffret::demovault
