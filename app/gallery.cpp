// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery.h"

#include "app/palettes.h"

#include <QCoreApplication>
#include <QDir>
#include <QGuiApplication>
#include <QHoverEvent>
#include <QImage>
#include <QQuickItem>
#include <QQuickWindow>
#include <QStyleHints>

#include <cstdio>

namespace coffret {

namespace {

constexpr int StandStill = 250; // ms until whatever moves has arrived
constexpr int Ring = 4;         // px around a control that has the keyboard
constexpr int Room = 120;       // px above the longest page, for the tabs

template <typename Act>
void eachBelow(QQuickItem *item, Act act)
{
    if (!item)
        return;
    act(item);
    for (QQuickItem *child : item->childItems())
        eachBelow(child, act);
}

void hover(QQuickItem *item)
{
    const QPointF inside(item->width() / 2, item->height() / 2);
    QHoverEvent event(QEvent::HoverEnter, inside, item->mapToGlobal(inside), QPointF(-1, -1));
    QCoreApplication::sendEvent(item, &event);
}

void putInto(const QString &look, QQuickItem *item)
{
    if (look == QLatin1String("hover"))
        hover(item);
    else if (look == QLatin1String("pressed"))
        item->setProperty(item->metaObject()->indexOfProperty("down") < 0 ? "pressed" : "down", true);
    else if (look == QLatin1String("focused") &&
             QLatin1String(item->metaObject()->className()).startsWith(QLatin1String("FocusRing")))
        item->setVisible(true); // only one item of a window can have the keyboard
    else if (look == QLatin1String("dragged") && item->objectName() == QLatin1String("dropHint"))
        item->setVisible(true);
}

} // namespace

Gallery::Gallery(QString folder, QObject *parent) : QObject(parent), m_folder(std::move(folder))
{
    m_timer.setInterval(StandStill);
    connect(&m_timer, &QTimer::timeout, this, &Gallery::takePicture);
}

Gallery::~Gallery() = default;

QQuickWindow *Gallery::window() const
{
    const QList<QObject *> roots = m_engine.rootObjects();
    return roots.isEmpty() ? nullptr : qobject_cast<QQuickWindow *>(roots.first());
}

bool Gallery::start()
{
    QGuiApplication::styleHints()->setUseHoverEffects(true); // which not every platform has
    m_engine.addImportPath(QStringLiteral(":/qt/qml"));
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Coffret/Gallery/Gallery.qml")));
    if (!window())
        return false;
    applyPalette(false);
    connect(window(), SIGNAL(pageShown()), this, SLOT(pose()));
    pose();
    if (!m_folder.isEmpty()) {
        QDir().mkpath(m_folder);
        begin();
        m_timer.start();
    }
    return true;
}

/// What a pointer and a keyboard would do, to all of them at once.
void Gallery::pose()
{
    eachBelow(window()->contentItem(), [](QQuickItem *cell) {
        const QString look = cell->property("look").toString();
        if (!look.isEmpty())
            eachBelow(cell->property("shown").value<QQuickItem *>(), [&](QQuickItem *part) { putInto(look, part); });
    });
}

/// Every page in every palette, then all of them from right to left.
void Gallery::begin()
{
    const int pages = static_cast<int>(window()->property("pages").toStringList().size());
    const QStringList schemes = window()->property("schemes").toStringList();
    const int round = m_picture / pages;
    window()->setProperty("rightToLeft", round == schemes.size());
    window()->setProperty("scheme", schemes.value(round, schemes.first()));
    window()->setProperty("page", m_picture % pages);
    applyPalette(round == 1 || round == 2);
}

QString Gallery::pictureName() const
{
    const QString page = window()->property("pages").toStringList().value(window()->property("page").toInt()).toLower();
    const QString scheme =
        window()->property("rightToLeft").toBool() ? QStringLiteral("rtl") : window()->property("scheme").toString();
    const int scale = qRound(window()->effectiveDevicePixelRatio());
    return QStringLiteral("gallery-%1-%2-%3x.png").arg(page, scheme).arg(scale);
}

QStringList Gallery::twinsIn(const QImage &picture) const
{
    QStringList twins;
    QHash<QQuickItem *, QList<std::pair<QString, QImage>>> seen; // by the row of a control
    eachBelow(window()->contentItem(), [&](QQuickItem *cell) {
        const auto *const control = cell->property("shown").value<QQuickItem *>();
        const QString look = cell->property("look").toString();
        if (look.isEmpty() || !control)
            return;
        const QRectF place = control->mapRectToScene(control->boundingRect()).adjusted(-Ring, -Ring, Ring, Ring);
        const double scale = picture.width() / static_cast<double>(window()->width());
        const QImage part = picture.copy(QRectF(place.topLeft() * scale, place.size() * scale).toAlignedRect());
        for (const auto &[other, image] : seen[cell->parentItem()]) {
            if (image == part)
                twins.append(QStringLiteral("%1 is the same %2 and %3")
                                 .arg(QLatin1String(control->metaObject()->className()), other, look));
        }
        seen[cell->parentItem()].append({look, part});
    });
    return twins;
}

void Gallery::takePicture()
{
    const int height = window()->property("pageHeight").toInt() + Room;
    if (window()->height() != height) // the page has come by now
        return window()->resize(window()->width(), height);
    pose(); // a window takes back what its pointer did not do
    const QString file = m_folder + QLatin1Char('/') + pictureName();
    const QImage picture = window()->grabWindow();
    for (const QString &twin : twinsIn(picture)) {
        std::fprintf(stderr, "coffret: %s: %s\n", qPrintable(pictureName()), qPrintable(twin));
        m_hasTwins = true;
    }
    if (!picture.save(file)) {
        std::fprintf(stderr, "coffret: no picture %s\n", qPrintable(file));
        QCoreApplication::exit(1);
        return;
    }
    const auto pages = window()->property("pages").toStringList().size();
    const auto rounds = window()->property("schemes").toStringList().size() + 1;
    if (++m_picture == pages * rounds)
        QCoreApplication::exit(m_hasTwins ? 1 : 0);
    else
        begin();
}

} // namespace coffret
