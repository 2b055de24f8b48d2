// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that finds things: symbols, tags, places of the sidebar, and menus that say why not.
#include "app/tour.h"

#include "app/application.h"
#include "ui/models/sidebarnodes.h"

#include <QQuickItem>
#include <QQuickWindow>

namespace coffret {

namespace {

const QString Operations = QStringLiteral("operations");

/// The first secret of the list that this says yes to.
void chooseFirst(BrowseViewModel &browse, bool (*fits)(BrowseViewModel &))
{
    browse.selectNode(AllNode);
    for (int row = 0; row < browse.secrets()->rowCount(); ++row) {
        browse.selectSecret(browse.secrets()->idAt(row));
        if (fits(browse))
            return;
    }
}

/// Also among what a view or a repeater made, which is nobody's child but in the picture.
QQuickItem *itemBelow(QQuickItem *item, const QString &name)
{
    if (item->objectName() == name)
        return item;
    for (QQuickItem *part : item->childItems()) {
        if (QQuickItem *found = itemBelow(part, name))
            return found;
    }
    return nullptr;
}

} // namespace

QObject *Tour::child(const QString &name) const
{
    QQuickWindow *const window = m_application.program()->mainWindow();
    QObject *const found = window->findChild<QObject *>(name);
    return found ? found : itemBelow(window->contentItem(), name);
}

void Tour::click(const QString &name) const
{
    if (QObject *button = child(name))
        QMetaObject::invokeMethod(button, "clicked");
}

void Tour::addPlaces(const QString &scheme)
{
    const auto show = [](BrowseViewModel &browse, const QString &node) {
        browse.selectNode(node);
        browse.moveSelection(1);
    };
    const auto shown = [](BrowseViewModel &browse) { return browse.detail()->hasSecret(); };
    add(
        QStringLiteral("expiring-") + scheme, [show](BrowseViewModel &browse) { show(browse, ExpiringNode); }, shown);
    add(
        QStringLiteral("shared-with-me-") + scheme, [show](BrowseViewModel &browse) { show(browse, SharedNode); },
        shown);
    add(
        QStringLiteral("symbols-") + scheme,
        [show](BrowseViewModel &browse) {
            browse.setSearchText(QStringLiteral("mail"));
            show(browse, AllNode);
        },
        shown);
    add(
        QStringLiteral("menu-reasons-") + scheme,
        [this](BrowseViewModel &browse) {
            browse.setSearchText({});
            chooseFirst(browse, [](BrowseViewModel &at) { return !at.detail()->canEdit(); });
            click(QStringLiteral("secretMenuButton"));
        },
        [this](BrowseViewModel &) { return child(QStringLiteral("secretMenu"))->property("opened").toBool(); });
    add(
        {}, [this](BrowseViewModel &) { QMetaObject::invokeMethod(child(QStringLiteral("secretMenu")), "close"); },
        [this](BrowseViewModel &) { return !child(QStringLiteral("secretMenu"))->property("visible").toBool(); });
}

void Tour::addTags(const QString &scheme)
{
    const auto isTagged = [](BrowseViewModel &browse) {
        return browse.sidebar()->contains(QStringLiteral("tag:") + Operations);
    };
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.setSearchText(QStringLiteral("hosting"));
            browse.moveSelection(1);
            browse.actions()->addTag(Operations);
        },
        isTagged);
    add(
        QStringLiteral("tags-") + scheme,
        [](BrowseViewModel &browse) {
            browse.setSearchText({});
            browse.selectNode(QStringLiteral("tag:") + Operations);
            browse.moveSelection(1);
        },
        [](BrowseViewModel &browse) { return browse.detail()->hasSecret(); });
    add(
        QStringLiteral("tag-new-") + scheme,
        [this](BrowseViewModel &) { QMetaObject::invokeMethod(child(QStringLiteral("menuTag")), "triggered"); },
        [this](BrowseViewModel &) { return child(QStringLiteral("tagField"))->property("activeFocus").toBool(); });
}

void Tour::addSymbols(const QString &scheme)
{
    const auto isOpen = [this](BrowseViewModel &) {
        QObject *popup = child(QStringLiteral("symbolPopup"));
        return popup && popup->property("opened").toBool();
    };
    add(
        {}, [](BrowseViewModel &browse) { browse.editSecret(); },
        [](BrowseViewModel &browse) { return browse.editor()->stage() == EditorViewModel::Writing; });
    add(
        QStringLiteral("symbol-picker-") + scheme, [this](BrowseViewModel &) { click(QStringLiteral("iconPicker")); },
        isOpen);
    add(
        QStringLiteral("custom-fields-") + scheme,
        [this](BrowseViewModel &browse) {
            QMetaObject::invokeMethod(child(QStringLiteral("symbolPopup")), "close");
            EditorViewModel &editor = *browse.editor();
            for (const char *kind : {"uri", "boolean", "number"}) {
                editor.addField(QStringLiteral("custom"));
                const int last = editor.fields()->rowCount() - 1;
                editor.fields()->setCustomKind(last, QLatin1String(kind));
                editor.fields()->setProtected(last, false);
            }
        },
        [isOpen](BrowseViewModel &browse) { return !isOpen(browse); });
    add(
        {},
        [](BrowseViewModel &browse) {
            browse.editor()->discard();
            browse.selectNode(AllNode);
        },
        [](BrowseViewModel &browse) { return !browse.editor()->isActive(); });
}

} // namespace coffret
