// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a Tour that is about the program: the command palette, the list of keys, the settings.
#include "app/application.h"
#include "app/tour.h"

namespace coffret {

void Tour::addPalette(const QString &scheme)
{
    const auto type = [this](const char *text) {
        return [this, text = QString::fromUtf8(text)](BrowseViewModel &) {
            if (QObject *field = child(QStringLiteral("paletteField")))
                field->setProperty("text", text);
        };
    };
    const auto fits = [this](BrowseViewModel &) { return app().palette()->rows()->rowCount() > 0; };
    add(
        QStringLiteral("palette-") + scheme, [this](BrowseViewModel &) { app().palette()->show(); },
        [this](BrowseViewModel &) { return child(QStringLiteral("paletteField")) != nullptr; });
    add(QStringLiteral("palette-search-") + scheme, type("se"), fits);
    add(QStringLiteral("palette-places-") + scheme, type("go to prod"), fits);
    add(QStringLiteral("palette-nothing-") + scheme, type("qqqq"),
        [this](BrowseViewModel &) { return app().palette()->rows()->rowCount() == 0; });
    add(
        {}, [this](BrowseViewModel &) { app().palette()->hide(); },
        [this](BrowseViewModel &) { return !app().palette()->isActive(); });
}

void Tour::addKeys(const QString &scheme)
{
    const auto isOpen = [this] {
        const QObject *sheet = child(QStringLiteral("keySheet"));
        return sheet && sheet->property("opened").toBool();
    };
    add(
        QStringLiteral("keys-") + scheme,
        [this](BrowseViewModel &) { app().commands()->command(QStringLiteral("keys"))->run(); },
        [isOpen](BrowseViewModel &) { return isOpen(); });
    add(
        {}, [this](BrowseViewModel &) { QMetaObject::invokeMethod(child(QStringLiteral("keySheet")), "close"); },
        [isOpen](BrowseViewModel &) { return !isOpen(); });
}

void Tour::addSettings(const QString &scheme)
{
    const auto scrollTo = [this](bool end) {
        return [this, end](BrowseViewModel &) {
            if (QObject *button = child(end ? QStringLiteral("setting_addAccount") : QStringLiteral("setting_colours")))
                QMetaObject::invokeMethod(button, "forceActiveFocus", Q_ARG(Qt::FocusReason, Qt::TabFocusReason));
        };
    };
    const auto isOpen = [this](BrowseViewModel &) { return app().settings()->isOpen(); };
    add(
        QStringLiteral("settings-") + scheme, [this](BrowseViewModel &) { app().settings()->show(); }, isOpen);
    add(QStringLiteral("settings-end-") + scheme, scrollTo(true), isOpen);
    add(
        QStringLiteral("settings-search-") + scheme,
        [this](BrowseViewModel &) {
            if (QObject *field = child(QStringLiteral("settingSearch")))
                field->setProperty("text", QStringLiteral("screen"));
        },
        [this](BrowseViewModel &) { return app().settings()->rows()->rowCount() < 8; });
    add(
        QStringLiteral("settings-large-") + scheme,
        [this](BrowseViewModel &) {
            if (QObject *field = child(QStringLiteral("settingSearch")))
                field->setProperty("text", QString());
            app().settings()->rows()->set(QStringLiteral("textSize"), QStringLiteral("200"));
        },
        isOpen);
    add(
        QStringLiteral("browse-large-") + scheme, [this](BrowseViewModel &) { app().settings()->close(); },
        [this](BrowseViewModel &) { return !app().settings()->isOpen(); });
    add(
        {},
        [this](BrowseViewModel &) {
            app().settings()->show();
            app().settings()->rows()->set(QStringLiteral("textSize"), QStringLiteral("100"));
            app().settings()->close();
        },
        [this](BrowseViewModel &) { return app().settings()->textScale() < 1.01; });
}

} // namespace coffret
