// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/foldersviewmodel.h"

#include "ui/viewmodels/stopping.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

FoldersViewModel::FoldersViewModel(QObject *parent) : QObject(parent) {}

FoldersViewModel::~FoldersViewModel()
{
    m_stop.request_stop();
}

void FoldersViewModel::setTarget(Session *session, const QString &collectionId)
{
    stopAll(m_stop);
    ++m_generation;
    m_session = session;
    m_target = {};
    m_secrets = m_folders = 0;
    m_busy = false;
    m_question = None;
    m_error.reset();
    if (m_session && !collectionId.isEmpty()) {
        const auto catalog = m_session->catalog();
        const std::vector<Collection> &all = catalog->collections();
        if (const Collection *const found = catalog->collection(collectionId))
            m_target = *found;
        m_secrets = catalog->countBelow(collectionId);
        m_folders = static_cast<int>(
            std::count_if(all.begin(), all.end(), [&](const Collection &c) { return c.parentId == collectionId; }));
    }
    Q_EMIT changed();
}

bool FoldersViewModel::canWrite() const
{
    return m_session && m_session->writing() && m_session->capabilities().testFlag(Capability::Write) &&
           m_session->capabilities().testFlag(Capability::CollectionTree);
}

QString FoldersViewModel::changeHint() const
{
    if (!canWrite())
        //: Why folders cannot be changed.
        return tr("This account has no folders that can be changed");
    if (m_target.right == AccessRight::Read)
        //: Why a folder cannot be changed.
        return tr("You can see this folder, but not change it");
    return {};
}

QString FoldersViewModel::moveHint() const
{
    const QString hint = changeHint();
    if (hint.isEmpty() && !m_session->sharing())
        //: Why a folder cannot be moved.
        return tr("Folders are moved on the server's own page");
    return hint;
}

QString FoldersViewModel::shareHint() const
{
    if (!m_session || !m_session->sharing() || !m_session->capabilities().testFlag(Capability::Sharing))
        //: Why a folder cannot be shared.
        return tr("This account has no sharing, or its administrator keeps it from you");
    if (!m_session->capabilities().testFlag(Capability::FolderSharing))
        //: Why a folder cannot be shared.
        return tr("Your administrator does not allow sharing folders");
    return {};
}

bool FoldersViewModel::canCreate() const
{
    return changeHint().isEmpty();
}

bool FoldersViewModel::canChange() const
{
    return !m_target.id.isEmpty() && changeHint().isEmpty();
}

bool FoldersViewModel::canShare() const
{
    return !m_target.id.isEmpty() && shareHint().isEmpty();
}

void FoldersViewModel::ask(Question question)
{
    m_question = question;
    m_name = question == OtherName ? m_target.name : QString();
    m_nameError.clear();
    m_withContent = false;
    m_error.reset();
    Q_EMIT changed();
}

void FoldersViewModel::askForNew()
{
    if (canCreate())
        ask(NewName);
}

void FoldersViewModel::askForOtherName()
{
    if (canChange())
        ask(OtherName);
}

void FoldersViewModel::askToDelete()
{
    if (canChange())
        ask(Deletion);
}

void FoldersViewModel::setName(const QString &name)
{
    if (m_name == name)
        return;
    m_name = name;
    m_nameError.clear();
    Q_EMIT changed();
}

void FoldersViewModel::setWithContent(bool withContent)
{
    if (m_withContent == withContent)
        return;
    m_withContent = withContent;
    Q_EMIT changed();
}

QString FoldersViewModel::contentText() const
{
    if (!hasContent())
        //: About a folder that is to be deleted.
        return tr("It is empty.");
    //: About a folder that is to be deleted. %n is a number of secrets, %1 a number of folders.
    return tr("In it: %n secret(s), folders: %1.", nullptr, m_secrets).arg(m_folders);
}

void FoldersViewModel::confirm()
{
    if (m_busy || m_question == None || !m_session)
        return;
    const QString name = m_name.trimmed();
    if (m_question != Deletion && name.isEmpty()) {
        //: Error under the name of a folder.
        m_nameError = tr("Give it a name.");
        Q_EMIT changed();
        return;
    }
    m_busy = true;
    m_error.reset();
    Q_EMIT changed();
    const quint64 generation = m_generation;
    const StopToken stop = m_stop.get_token();
    const auto finish = [this, generation](const Expected<void> &done) {
        if (generation == m_generation)
            onDone(done ? nullptr : &done.error());
    };
    if (m_question == OtherName)
        QCoro::connect(m_session->renameCollection(m_target.id, name, stop), this, finish);
    else if (m_question == Deletion)
        QCoro::connect(m_session->removeCollection(m_target.id, m_withContent, stop), this, finish);
    else
        QCoro::connect(m_session->createCollection(name, m_target.id, stop), this,
                       [this, generation](const Expected<QString> &id) {
                           if (generation != m_generation)
                               return;
                           onDone(id ? nullptr : &id.error());
                           if (id)
                               Q_EMIT created(*id);
                       });
}

void FoldersViewModel::onDone(const Error *error)
{
    m_busy = false;
    if (error)
        m_error = *error;
    else
        m_question = None;
    Q_EMIT changed();
}

void FoldersViewModel::cancel()
{
    if (m_busy) {
        stopAll(m_stop);
        return;
    }
    m_question = None;
    Q_EMIT changed();
}

QString FoldersViewModel::errorText() const
{
    return m_error && m_error->kind != ErrorKind::Cancelled ? describe(m_error->kind).inOneLine() : QString();
}

} // namespace coffret
