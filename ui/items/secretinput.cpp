// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secretinput.h"

#include <QCursor>
#include <QGuiApplication>
#include <QPainter>
#include <QQuickPaintedItem>
#include <QStyleHints>

#include <algorithm>

namespace coffret {

/// Holds the picture of the visible lines.
class SecretInputCanvas : public QQuickPaintedItem
{
public:
    explicit SecretInputCanvas(SecretInput &input) : QQuickPaintedItem(&input), m_input(input)
    {
        setSize(input.size());
    }
    void paint(QPainter *painter) override { m_input.paint(*painter); }

private:
    const SecretInput &m_input;
};

SecretInput::SecretInput(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemAcceptsInputMethod);
    setAcceptedMouseButtons(Qt::LeftButton);
    setCursor(Qt::IBeamCursor);
    connect(&m_blink, &QTimer::timeout, this, [this] {
        m_caretShown = !m_caretShown;
        redraw();
    });
}

SecretInput::~SecretInput() = default;

void SecretInput::setDocument(SecretDocument *document)
{
    if (m_document == document)
        return;
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    if (m_document) {
        connect(m_document, &SecretDocument::valueChanged, this, &SecretInput::relayout);
        connect(m_document, &SecretDocument::caretChanged, this, &SecretInput::followCaret);
        connect(m_document, &SecretDocument::caretChanged, this, &SecretInput::followSelection);
        connect(m_document, &QObject::destroyed, this, &SecretInput::relayout);
    }
    m_firstLine = 0;
    relayout();
    followSelection();
    Q_EMIT documentChanged();
}

void SecretInput::setMasked(bool masked)
{
    if (m_masked == masked)
        return;
    m_masked = masked;
    relayout();
    Q_EMIT mannerChanged();
}

void SecretInput::setMultiline(bool multiline)
{
    if (m_multiline == multiline)
        return;
    m_multiline = multiline;
    relayout();
    Q_EMIT mannerChanged();
}

void SecretInput::setMinimumLines(int lines)
{
    m_minimumLines = std::max(lines, 1);
    relayout();
    Q_EMIT mannerChanged();
}

void SecretInput::setMaximumLines(int lines)
{
    m_maximumLines = std::max(lines, 1);
    relayout();
    Q_EMIT mannerChanged();
}

void SecretInput::setOneColour(QColor &member, const QColor &color)
{
    if (member == color)
        return;
    member = color;
    redraw();
    Q_EMIT appearanceChanged();
}

void SecretInput::setFontFamily(const QString &family)
{
    QFont font = m_glyphs.font();
    font.setFamily(family);
    setFont(font);
}

void SecretInput::setPixelSize(int pixels)
{
    QFont font = m_glyphs.font();
    font.setPixelSize(std::max(pixels, 1));
    setFont(font);
}

void SecretInput::setFont(const QFont &font)
{
    if (m_glyphs.font() == font)
        return;
    m_glyphs.setFont(font);
    relayout();
    Q_EMIT appearanceChanged();
}

int SecretInput::columns() const
{
    return std::max(static_cast<int>(width() / m_glyphs.cellWidth()), 1);
}

int SecretInput::visibleLines() const
{
    return std::clamp(m_grid.lines(), m_minimumLines, std::max(m_minimumLines, m_maximumLines));
}

void SecretInput::relayout()
{
    m_grid = m_document ? SecretGrid(m_document->value().view(), {columns(), m_multiline, m_masked}) : SecretGrid();
    if (!m_document)
        m_canvas.reset(); // only deleting it makes the scene graph give the picture back
    else if (!m_canvas)
        m_canvas = std::make_unique<SecretInputCanvas>(*this);
    setImplicitHeight(visibleLines() * m_glyphs.lineHeight());
    scrollTo(m_firstLine);
    redraw();
}

void SecretInput::followCaret()
{
    if (!m_document)
        return;
    const int line = m_grid.at(m_document->caret()).line;
    const int shown = visibleLines();
    scrollTo(std::clamp(m_firstLine, line - shown + 1, line));
    restartBlinking();
    updateInputMethod(Qt::ImCursorRectangle | Qt::ImCursorPosition);
}

void SecretInput::followSelection()
{
    const bool selecting = m_document && m_document->hasSelection();
    if (selecting == m_selecting)
        return;
    m_selecting = selecting;
    Q_EMIT selectingChanged();
}

void SecretInput::scrollTo(int line)
{
    m_firstLine = std::clamp(line, 0, std::max(m_grid.lines() - visibleLines(), 0));
    redraw();
    Q_EMIT scrolled();
}

double SecretInput::pageSize() const
{
    return std::min(1.0, static_cast<double>(visibleLines()) / std::max(m_grid.lines(), 1));
}

double SecretInput::pagePosition() const
{
    return static_cast<double>(m_firstLine) / std::max(m_grid.lines(), 1);
}

void SecretInput::setPagePosition(double position)
{
    scrollTo(qRound(position * m_grid.lines()));
}

void SecretInput::redraw()
{
    if (m_canvas)
        m_canvas->update();
}

void SecretInput::restartBlinking()
{
    m_blink.stop();
    m_caretShown = hasActiveFocus();
    const int period = QGuiApplication::styleHints()->cursorFlashTime();
    if (m_caretShown && period > 1)
        m_blink.start(period / 2);
    redraw();
}

void SecretInput::geometryChange(const QRectF &newGeometry, const QRectF &oldGeometry)
{
    QQuickItem::geometryChange(newGeometry, oldGeometry);
    if (m_canvas)
        m_canvas->setSize(newGeometry.size());
    if (newGeometry.width() != oldGeometry.width())
        relayout();
}

void SecretInput::itemChange(ItemChange change, const ItemChangeData &data)
{
    if (change == ItemActiveFocusHasChanged)
        restartBlinking();
    QQuickItem::itemChange(change, data);
}

QRectF SecretInput::caretRectangle() const
{
    const SecretGrid::Stop stop = m_grid.at(m_document ? m_document->caret() : 0);
    return {stop.column * m_glyphs.cellWidth(), (stop.line - m_firstLine) * m_glyphs.lineHeight(), 1.5,
            m_glyphs.lineHeight()};
}

void SecretInput::paint(QPainter &painter) const
{
    if (!m_document)
        return;
    const int lastLine = m_firstLine + visibleLines();
    const std::size_t from = m_document->selectionStart();
    const std::size_t to = m_document->selectionEnd();
    const auto draw = [&](const SecretCell &cell) {
        if (cell.line < m_firstLine || cell.line > lastLine)
            return;
        if (cell.offset >= from && cell.offset < to)
            painter.fillRect(
                QRectF(cell.column * m_glyphs.cellWidth(), (cell.line - m_firstLine) * m_glyphs.lineHeight(),
                       std::max(cell.width * m_glyphs.cellWidth(), m_glyphs.cellWidth() / 2), m_glyphs.lineHeight()),
                m_selectionColour);
        if (cell.kind != CellKind::Break)
            m_glyphs.draw(painter, cell, m_colours, m_firstLine);
    };
    layOutEdited(m_document->value().view(), {columns(), m_multiline, m_masked}, draw);
    if (m_caretShown)
        painter.fillRect(caretRectangle(), m_caretColour);
}

QVariant SecretInput::inputMethodQuery(Qt::InputMethodQuery query) const
{
    switch (query) {
    case Qt::ImEnabled:
        return true;
    case Qt::ImHints:
        return QVariant::fromValue(static_cast<int>(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                                                    Qt::ImhNoAutoUppercase));
    case Qt::ImCursorRectangle:
        return caretRectangle();
    default:
        return QQuickItem::inputMethodQuery(query); // above all: no surrounding text
    }
}

} // namespace coffret
