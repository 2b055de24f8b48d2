// SPDX-License-Identifier: GPL-3.0-or-later
// What other people wrote, and who would be told that it was looked at.
#include "tests/qml/stage.h"

#include <QBuffer>
#include <QImage>
#include <QTcpSocket>

namespace coffret::test {

void Stage::writeEverywhere(const QString &id, const QString &text)
{
    fakes::FakeServer &server = *m_bench.servers.at(id);
    for (Collection &collection : server.collections)
        collection.name += text;
    for (SecretSummary &secret : server.secrets) {
        for (QString *const written : {&secret.name, &secret.username, &secret.description})
            *written += text;
        for (QString &uri : secret.uris)
            uri += text;
        secret.uris.append(QStringLiteral("https://example.org/") + text);
        secret.tags.append(QStringLiteral("tag") + text);
    }
    if (!server.facets)
        return;
    for (auto &[secret, comments] : server.facets->discussion.said) {
        for (Comment &comment : comments) {
            comment.author += text;
            comment.content += text;
        }
    }
    for (auto &[secret, activities] : server.facets->discussion.done) {
        for (Activity &activity : activities) {
            activity.who += text;
            activity.vendorVerb += text;
        }
    }
    for (auto &[secret, revisions] : server.facets->discussion.earlier) {
        for (Revision &revision : revisions)
            revision.who += text;
    }
    for (Grantee &grantee : server.facets->sharing.directory)
        grantee.name += text;
    for (auto &[target, entries] : server.facets->sharing.access) {
        for (AccessEntry &entry : entries)
            entry.grantee.name += text;
    }
    for (GroupDetails &group : server.facets->sharing.allGroups) {
        group.group.name += text;
        for (GroupMember &member : group.members)
            member.person.name += text;
    }
}

void Stage::makeLookAlike(const QString &name, bool looksAlike)
{
    fakes::FakeSharing &sharing = m_bench.servers.at(QStringLiteral("acme"))->facets->sharing;
    for (Grantee &grantee : sharing.directory) {
        if (grantee.name == name)
            grantee.lookAlike = looksAlike;
    }
    for (auto &[id, key] : sharing.keys) {
        if (key.person.name == name)
            key.lookAlike = looksAlike;
    }
}

QString Stage::listen()
{
    QByteArray picture;
    QBuffer file(&picture);
    if (!file.open(QIODevice::WriteOnly) || !QImage(1, 1, QImage::Format_RGB32).save(&file, "PNG"))
        qFatal("no picture");
    connect(&m_listener, &QTcpServer::newConnection, this, [this, picture] {
        while (QTcpSocket *const peer = m_listener.nextPendingConnection()) {
            connect(peer, &QTcpSocket::disconnected, peer, &QObject::deleteLater);
            connect(peer, &QTcpSocket::readyRead, this, [this, peer, picture] {
                if (!peer->canReadLine())
                    return;
                m_hits.append(QString::fromLatin1(peer->readLine().split(' ').value(1)));
                peer->write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\nContent-Length: " +
                            QByteArray::number(picture.size()) + "\r\n\r\n" + picture);
                peer->disconnectFromHost();
            });
        }
    });
    if (!m_listener.listen(QHostAddress::LocalHost))
        qFatal("cannot listen on loopback");
    return QStringLiteral("http://127.0.0.1:%1/").arg(m_listener.serverPort());
}

QStringList Stage::hits() const
{
    return m_hits;
}

} // namespace coffret::test
