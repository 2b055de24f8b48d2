// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that writes, shares and works with others. Nothing is carried out.
#include "app/tour.h"

#include "app/application.h"
#include "ui/models/sidebarnodes.h"

namespace coffret {

namespace {

/// The first secret that is the user's alone, so that there is somebody to share it with.
void chooseOwn(BrowseViewModel &browse)
{
    browse.selectAccount(QStringLiteral("demo-acme-passbolt"));
    browse.selectNode(AllNode);
    browse.setTab(QStringLiteral("details"));
    for (int row = 0; row < browse.secrets()->rowCount(); ++row) {
        browse.selectSecret(browse.secrets()->idAt(row));
        const SecretSummary &summary = browse.detail()->summary();
        if (summary.right == AccessRight::Own && !summary.markers.testFlag(Marker::Shared))
            return;
    }
}

} // namespace

void Tour::add(const QString &picture, std::function<void(BrowseViewModel &)> act,
               std::function<bool(BrowseViewModel &)> happened)
{
    m_steps.push_back({picture, [this, act = std::move(act)] { act(*app().browse()); },
                       [this, happened = std::move(happened)] { return happened(*app().browse()); }});
}

void Tour::addEditor(const QString &scheme)
{
    const auto writes = [](BrowseViewModel &browse) { return browse.editor()->stage() == EditorViewModel::Writing; };
    const auto closed = [](BrowseViewModel &browse) { return !browse.editor()->isActive(); };
    add({}, chooseOwn, [](BrowseViewModel &browse) { return browse.detail()->canEdit(); });
    add(
        QStringLiteral("editor-") + scheme, [](BrowseViewModel &browse) { browse.editSecret(); }, writes);
    add(
        {}, [](BrowseViewModel &browse) { browse.editor()->close(); }, closed);
    add(
        QStringLiteral("editor-types-") + scheme, [](BrowseViewModel &browse) { browse.newSecret(); },
        [](BrowseViewModel &browse) { return browse.editor()->stage() == EditorViewModel::Choosing; });
    add(
        {}, [](BrowseViewModel &browse) { browse.editor()->close(); }, closed);
}

void Tour::addSharing(const QString &scheme)
{
    add(
        QStringLiteral("sharing-") + scheme,
        [](BrowseViewModel &browse) {
            chooseOwn(browse);
            browse.setTab(QStringLiteral("sharing"));
        },
        [](BrowseViewModel &browse) { return browse.sharing()->canShare(); });
    add(
        QStringLiteral("sharing-search-") + scheme,
        [](BrowseViewModel &browse) { browse.sharing()->search()->setText(QStringLiteral("a")); },
        [](BrowseViewModel &browse) { return browse.sharing()->search()->found()->rowCount() > 0; });
    add(
        QStringLiteral("job-") + scheme,
        [](BrowseViewModel &browse) {
            const int found = browse.sharing()->search()->found()->rowCount();
            for (int row = 0; row < found; ++row)
                browse.sharing()->add(row);
            browse.sharing()->review();
        },
        [](BrowseViewModel &browse) { return browse.job()->stage() == JobViewModel::Review; });
    add(
        QStringLiteral("readers-") + scheme, [](BrowseViewModel &browse) { browse.job()->go(); },
        [](BrowseViewModel &browse) { return browse.job()->stage() == JobViewModel::Keys; });
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.job()->clear();
            browse.sharing()->revert();
        },
        [](BrowseViewModel &browse) { return !browse.job()->isActive(); });
}

void Tour::addTabs(const QString &scheme)
{
    add(
        QStringLiteral("comments-") + scheme,
        [](BrowseViewModel &browse) { browse.setTab(QStringLiteral("comments")); },
        [](BrowseViewModel &browse) { return browse.discussion()->areCommentsShown(); });
    add(
        QStringLiteral("history-") + scheme, [](BrowseViewModel &browse) { browse.setTab(QStringLiteral("history")); },
        [](BrowseViewModel &browse) { return browse.history()->isShown(); });
    add(
        QStringLiteral("history-open-") + scheme,
        [](BrowseViewModel &browse) {
            const EventListModel &revisions = *browse.history()->revisions();
            browse.history()->open(revisions.index(0).data(EventListModel::EventIdRole).toString());
        },
        [](BrowseViewModel &browse) { return browse.history()->fields()->rowCount() > 0; });
    add(
        QStringLiteral("activity-") + scheme,
        [](BrowseViewModel &browse) { browse.setTab(QStringLiteral("activity")); },
        [](BrowseViewModel &browse) { return browse.discussion()->isActivityShown(); });
    add(
        {}, [](BrowseViewModel &browse) { browse.setTab(QStringLiteral("details")); },
        [](BrowseViewModel &browse) { return browse.tab() == QStringLiteral("details"); });
}

void Tour::addSheets(const QString &scheme)
{
    add(
        QStringLiteral("groups-") + scheme, [](BrowseViewModel &browse) { browse.showGroups(); },
        [](BrowseViewModel &browse) { return browse.groups()->groups()->rowCount() > 0; });
    add(
        QStringLiteral("about-") + scheme,
        [](BrowseViewModel &browse) {
            browse.groups()->close();
            browse.showAbout();
        },
        [](BrowseViewModel &browse) { return browse.about()->isOpen(); });
    add(
        QStringLiteral("move-") + scheme,
        [](BrowseViewModel &browse) {
            browse.about()->close();
            browse.moveSecret();
        },
        [](BrowseViewModel &browse) { return browse.move()->place()->isAsking(); });
    add(
        QStringLiteral("delete-") + scheme,
        [](BrowseViewModel &browse) {
            browse.move()->clear();
            browse.actions()->askToDelete();
        },
        [](BrowseViewModel &browse) { return browse.actions()->isDeleting(); });
    add(
        {}, [](BrowseViewModel &browse) { browse.actions()->cancelDelete(); },
        [](BrowseViewModel &browse) { return !browse.actions()->isDeleting(); });
}

void Tour::addSeveral(const QString &scheme)
{
    add(
        QStringLiteral("several-") + scheme,
        [](BrowseViewModel &browse) {
            browse.extendSelection(1);
            browse.extendSelection(2);
        },
        [](BrowseViewModel &browse) { return browse.bulk()->isActive(); });
    add(
        QStringLiteral("several-share-") + scheme, [](BrowseViewModel &browse) { browse.bulk()->askToShare(); },
        [](BrowseViewModel &browse) { return browse.bulk()->isSharing(); });
    add(
        QStringLiteral("several-delete-") + scheme,
        [](BrowseViewModel &browse) {
            browse.bulk()->cancelSharing();
            browse.bulk()->askToDelete();
        },
        [](BrowseViewModel &browse) { return browse.job()->stage() == JobViewModel::Review; });
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.job()->clear();
            browse.selectSecret({});
        },
        [](BrowseViewModel &browse) { return !browse.bulk()->isActive(); });
}

void Tour::addSealing(const QString &scheme)
{
    add(
        {}, [](BrowseViewModel &browse) { browse.selectAccount(QStringLiteral("demo-fudo-operations")); },
        [](BrowseViewModel &browse) { return browse.secrets()->rowCount() > 0; });
    add(
        QStringLiteral("sealing-") + scheme, [](BrowseViewModel &browse) { browse.showSealing(); },
        [](BrowseViewModel &browse) {
            const bool isShown = browse.sealing()->isOpen() && !browse.sealing()->isBusy();
            return isShown || !browse.sealingHint().isEmpty(); // nothing to show where nothing can be written
        });
    add(
        {}, [](BrowseViewModel &browse) { browse.sealing()->close(); }, [](BrowseViewModel &) { return true; });
}

} // namespace coffret
